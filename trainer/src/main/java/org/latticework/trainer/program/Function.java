package org.latticework.trainer.program;

/** A function of one number. */
public enum Function {
  /** 1 / (1 + e⁻ˣ). */
  SIGMOID {
    @Override
    public double value(double x) {
      return 1 / (1 + Math.exp(-x));
    }

    @Override
    public double slope(double x) {
      double s = value(x);
      return s * (1 - s);
    }
  },
  /** x / (1 + e⁻ˣ). */
  SILU {
    @Override
    public double value(double x) {
      return x * SIGMOID.value(x);
    }

    @Override
    public double slope(double x) {
      double s = SIGMOID.value(x);
      return s * (1 + x * (1 - s));
    }
  },
  /** ln(1 + eˣ) − ln 2, SchNet's and MEGNet's. */
  SHIFTED_SOFTPLUS {
    @Override
    public double value(double x) {
      return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))) - Math.log(2);
    }

    @Override
    public double slope(double x) {
      return SIGMOID.value(x);
    }
  },
  /** The hyperbolic tangent. */
  TANH {
    @Override
    public double value(double x) {
      return Math.tanh(x);
    }

    @Override
    public double slope(double x) {
      double t = value(x);
      return 1 - t * t;
    }
  };

  /** Returns the function's value. */
  public abstract double value(double x);

  /** Returns its derivative. */
  public abstract double slope(double x);
}
