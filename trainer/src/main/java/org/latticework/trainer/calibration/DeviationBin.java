package org.latticework.trainer.calibration;

/**
 * Crystals with predicted deviations of about one size. All but the count are in the unit of the
 * target.
 *
 * @param crystals number of crystals
 * @param deviation root mean square of their predicted deviations
 * @param rmse root mean square of their errors: of the size of {@code deviation} if it is right
 * @param mae mean of their absolute errors: √(2/π) = 0.80 of {@code rmse} if errors are Gaussian
 */
public record DeviationBin(int crystals, double deviation, double rmse, double mae) {

  /**
   * Returns |deviation − rmse| / deviation. Where the deviation is 0 it is infinite, or 0 if all
   * predictions are their targets.
   */
  public double normalizedError() {
    return deviation == rmse ? 0 : Math.abs(deviation - rmse) / deviation;
  }
}
