package org.latticework.report.sweep;

import org.latticework.report.figure.Written;

/**
 * A fitted number, and where it would be with other seeds.
 *
 * @param value fitted
 * @param low 2.5 % of the resamples lie below; NaN where there are none
 * @param high 97.5 % of the resamples lie below; NaN where there are none
 */
public record Interval(double value, double low, double high) {
  /** Returns whether there were resamples to say where it would be. */
  boolean isKnown() {
    return Double.isFinite(low) && Double.isFinite(high);
  }

  /** Returns the value with its interval in words. */
  String words() {
    return isKnown()
        ? "%s (%s to %s)"
            .formatted(Written.number(value), Written.number(low), Written.number(high))
        : Written.number(value);
  }
}
