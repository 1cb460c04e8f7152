package org.latticework.jobs.train.tuning;

import java.util.List;
import org.latticework.jobs.console.Console;
import org.latticework.jobs.model.AncestorModel;
import org.latticework.jobs.model.Ancestry;
import org.latticework.trainer.beginning.Beginning;

/**
 * The model that a training begins with.
 *
 * @param model its files
 * @param beginnings what it gives to each network of an ensemble, or to all
 * @param ancestry what is written down of it
 */
public record Origin(AncestorModel model, List<Beginning> beginnings, Ancestry ancestry) {
  public Origin {
    beginnings = List.copyOf(beginnings);
  }

  /**
   * Returns what a network of an ensemble begins with.
   *
   * @param member from 1
   */
  public Beginning beginning(int member) {
    return beginnings.get(beginnings.size() == 1 ? 0 : member - 1);
  }

  /** Says what is kept. */
  public void say(Console console) {
    console.say(
        "Beginning  with the parameters of %s, training %s", model.name(), model.trainingId());
    console.sayBelow(
        "its head is %s, its scales of the targets are %s", ancestry.head(), ancestry.scaling());
  }
}
