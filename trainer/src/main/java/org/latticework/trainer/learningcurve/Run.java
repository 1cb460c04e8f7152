package org.latticework.trainer.learningcurve;

/**
 * One training, a point of a learning curve.
 *
 * @param crystals number of crystals trained on, N; positive
 * @param seed of the training, or of the choice of its crystals
 * @param error of the test set, in the unit of the target; positive and finite
 */
public record Run(long crystals, long seed, double error) {
  public Run {
    if (!(crystals > 0 && error > 0 && error < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Need crystals > 0 and a positive, finite error, got crystals=%d, error=%s (seed %d)"
              .formatted(crystals, error, seed));
    }
  }
}
