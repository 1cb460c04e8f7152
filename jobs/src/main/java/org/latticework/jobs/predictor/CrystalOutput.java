package org.latticework.jobs.predictor;

import java.io.Serializable;
import java.util.List;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.inference.Predictor;

/** What is asked of a model about each crystal: some named values. */
public interface CrystalOutput extends Serializable {
  /** Returns their names. */
  List<String> columns();

  /**
   * Returns the values for a crystal: each a {@link Double}, null where there is none, or an array
   * of float.
   *
   * @param members the networks of the model
   * @throws ArithmeticException if a number is not finite; the message names it
   */
  List<Object> values(List<Predictor> members, CrystalGraph graph);
}
