package org.latticework.trainer.learningcurve;

import java.util.Collection;
import java.util.OptionalDouble;

/**
 * The power law of least squares of ln error over all runs: of relative errors, since those of
 * small training sets are larger and scatter more. Where runs of a size scatter, the law is
 * therefore of their geometric mean. b is 4 at most: steeper laws are steps between two sizes, and
 * look alike.
 *
 * @param floorFitted whether there were the three sizes that c takes; where not, c = 0 is assumed,
 *     not found
 * @param squares sum of squares of ln error about the law
 * @param degreesOfFreedom runs less fitted numbers: 3, or 2 without a floor
 */
public record PowerLawFit(PowerLaw law, boolean floorFitted, double squares, int degreesOfFreedom) {
  /** Sizes that a floor takes: two errors determine a and b. */
  public static final int FLOOR_SIZES = 3;

  /**
   * Fits. The result depends on nothing but the runs, and not on their order.
   *
   * @throws IllegalArgumentException if there are fewer than two sizes, or two runs of the same
   *     size and seed
   */
  public static PowerLawFit of(Collection<Run> runs) {
    return of(SizeGroups.of(runs));
  }

  static PowerLawFit of(SizeGroups groups) {
    LawSearch.Found found = new LawSearch(groups).least(groups.means());
    boolean floorFitted = groups.sizes() >= FLOOR_SIZES;
    return new PowerLawFit(
        found.law(),
        floorFitted,
        found.squares() + groups.squaresWithin(),
        groups.runs() - (floorFitted ? 3 : 2));
  }

  /**
   * Returns the standard deviation of ln error about the law, for small ones the relative scatter
   * of a run; empty where no degree of freedom is left to tell.
   */
  public OptionalDouble residualStd() {
    return degreesOfFreedom > 0
        ? OptionalDouble.of(Math.sqrt(squares / degreesOfFreedom))
        : OptionalDouble.empty();
  }
}
