package org.latticework.trainer.program.basis;

/**
 * ½ (cos(π r / c) + 1), 0 beyond c: SchNet's way to the cutoff.
 *
 * @param cutoff c, Å
 */
public record CosineCutoff(double cutoff) implements RadialFunction {
  @Override
  public int size() {
    return 1;
  }

  @Override
  public void evaluate(double x, double[] values) {
    values[0] = x < cutoff ? 0.5 * (Math.cos(Math.PI * x / cutoff) + 1) : 0;
  }
}
