package org.latticework.trainer.program.vector.dense;

import java.util.List;
import org.latticework.trainer.program.vector.kernel.Variable;

/** A matrix and an offset that come of parameters: y = x M + b. */
public interface Affine {
  /**
   * Computes both of the parameters' values.
   *
   * @param matrix receives M, its rows {@code stride} apart
   * @param offset receives b
   */
  void load(float[] matrix, int stride, float[] offset);

  /** Returns the parameters. */
  List<Variable> variables();

  /** Returns whether a gradient is needed. */
  boolean learns();

  /**
   * Adds to ∂L/∂M.
   *
   * @param sums inputs × outputs, rows {@code stride} apart
   */
  void addMatrix(float[] sums, int stride);

  /** Adds to ∂L/∂b, once on a way back, after all that is added to ∂L/∂M. */
  void addOffset(double[] sums);
}
