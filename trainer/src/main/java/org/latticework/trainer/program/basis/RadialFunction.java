package org.latticework.trainer.program.basis;

/** Some functions of one number: a distance in Å, or a cosine. */
public interface RadialFunction {
  /** Returns how many functions there are. */
  int size();

  /**
   * Evaluates all of them.
   *
   * @param x the number
   * @param values receives {@link #size()} numbers
   */
  void evaluate(double x, double[] values);
}
