package org.latticework.trainer.program.vector.kernel;

import java.util.Arrays;
import org.latticework.trainer.network.Parameter;

/** A parameter, and its gradient. */
public final class Variable {
  public final int rows;
  public final int columns;
  public final float[] values; // rows × columns
  public final double[] gradient; // rows × columns; of running statistics, what is subtracted
  private boolean learns = true;

  public Variable(Parameter parameter) {
    this.rows = Math.toIntExact(parameter.rows());
    this.columns = Math.toIntExact(parameter.columns());
    this.values = new float[Math.toIntExact(parameter.length())];
    this.gradient = new double[values.length];
    this.learns = parameter.isTrained();
  }

  /** Says that it stays as it is. */
  public void freeze() {
    learns = false;
  }

  /** Returns whether its gradient is needed. */
  public boolean learns() {
    return learns;
  }

  public void clearGradient() {
    Arrays.fill(gradient, 0);
  }
}
