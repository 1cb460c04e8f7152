package org.latticework.trainer.batch;

import java.io.Serializable;
import java.util.List;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Turns the crystals of one batch into what a network reads. Runs on the workers, just before the
 * batch is used, so that no array of ND4J ever travels; on another thread, ahead of its step, so
 * that it may draw from no generator but one of its seed.
 */
@FunctionalInterface
public interface BatchEncoder extends Serializable {

  /**
   * Encodes a batch.
   *
   * @param examples B labeled crystals; at least one
   * @param seed of the random numbers of the step, such as which edges are left out
   * @return inputs and scaled targets, of which the first input must have B rows: by that number
   *     Deeplearning4j divides the gradient
   */
  MultiDataSet encode(List<Example> examples, long seed);
}
