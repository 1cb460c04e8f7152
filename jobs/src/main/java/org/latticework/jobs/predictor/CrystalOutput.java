package org.latticework.jobs.predictor;

import java.io.Serializable;
import java.util.List;

/** What is asked of a model about each crystal: some named values. */
public interface CrystalOutput extends Serializable {
  /** Returns their names. */
  List<String> columns();

  /**
   * Returns the values for a crystal: each a {@link Double}, null where there is none, or an array
   * of float or double, or of arrays of float.
   *
   * @throws ArithmeticException if a number is not finite; the message names it
   */
  List<Object> values(CrystalPass pass);
}
