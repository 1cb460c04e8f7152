package org.latticework.jobs.train;

import org.latticework.jobs.console.Summary;
import org.latticework.jobs.train.config.TrainingFacts;
import org.latticework.trainer.model.Ensemble;

/**
 * What a training has come to.
 *
 * @param model one network, or an ensemble; the caller's to close
 * @param metrics what is to be reported of it, its epochs among it
 * @param words what it is, in a few words
 */
record Learned(Ensemble model, Summary metrics, String words) {
  /** Returns the facts that are reported. */
  Summary facts() {
    return new Summary().putAll(metrics).without(TrainingFacts.HISTORY);
  }
}
