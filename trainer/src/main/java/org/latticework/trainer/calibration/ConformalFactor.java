package org.latticework.trainer.calibration;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The factor q that makes μ ± q s an interval of a stated coverage, whatever the deviations s are
 * worth: split conformal prediction by groups, Lee, Barber and Willett, "Distribution-free
 * inference with hierarchical data", arXiv:2306.06342.
 *
 * <p>Crystals of a group may be alike: those of one composition, say. Each of the K groups has the
 * mass 1/(K + 1), which its crystals share equally, and 1/(K + 1) lies at infinity. q is the
 * smallest score at which the mass of all scores up to it reaches the level, or infinite where none
 * does. With groups of one crystal it is the ⌈(K + 1) level⌉-th smallest score: ordinary split
 * conformal prediction (Papadopoulos et al., ECML 2002).
 *
 * <p>What it promises: μ ± q s holds the target with a probability of at least the level, and of at
 * most level + 2/(K + 1) if no two scores are equal. The probability is over the groups that q is
 * made of and one crystal, drawn equally from a new group. It takes that groups are exchangeable,
 * the new one included, and that neither predictions nor deviations have learned from any of them.
 * Every group counts the same: a share of all crystals, of which large groups have more, is not
 * promised, nor is a share of each kind of crystal.
 *
 * @param level 1 − α, the coverage to be reached; in (0, 1)
 * @param groups K; 0 makes an infinite factor
 * @param crystals number of crystals; K at least
 * @param factor q; not negative, may be infinite
 */
public record ConformalFactor(double level, int groups, int crystals, double factor)
    implements Serializable {
  // Masses are summed with a correction, to about 1e-15 however many crystals there are. Without a
  // tolerance, thirds that add up to 0.9 of the mass could miss the level 0.9. With it, the
  // coverage that is promised is less than the level by no more than the tolerance.
  private static final double TOLERANCE = 1e-12;

  public ConformalFactor {
    checkLevel(level);
    if (!(groups >= Math.min(1, crystals) && crystals >= groups && factor >= 0)) {
      throw new IllegalArgumentException(
          "Need a group where there are crystals, crystals >= groups and factor >= 0, got groups=%d, crystals=%d, factor=%s"
              .formatted(groups, crystals, factor));
    }
  }

  private record Mass(double score, int ofGroup) {
    static final Comparator<Mass> ORDER =
        Comparator.comparingDouble(Mass::score).thenComparingInt(Mass::ofGroup);
  }

  /**
   * Finds the factor. It does not depend on the order of the crystals or on how groups are called.
   *
   * @param level 1 − α; in (0, 1)
   * @param groups group of each crystal, n
   * @param scores r of each crystal, n, as of {@link Score}; not negative, may be infinite
   * @throws IllegalArgumentException if the level is not in (0, 1), the numbers of groups and
   *     scores differ, or a score is negative or NaN
   */
  public static ConformalFactor of(double level, List<String> groups, double[] scores) {
    checkLevel(level);
    if (groups.size() != scores.length) {
      throw new IllegalArgumentException(
          "Need a group and a score of each crystal, got %d and %d"
              .formatted(groups.size(), scores.length));
    }
    Map<String, Integer> sizes = new HashMap<>();
    groups.forEach(group -> sizes.merge(group, 1, Integer::sum));
    List<Mass> masses = new ArrayList<>(scores.length);
    for (int i = 0; i < scores.length; i++) {
      if (!(scores[i] >= 0)) {
        throw new IllegalArgumentException(
            "Need scores >= 0, got %s of a crystal of the group %s"
                .formatted(scores[i], groups.get(i)));
      }
      masses.add(new Mass(scores[i] + 0.0, sizes.get(groups.get(i))));
    }
    masses.sort(Mass.ORDER);
    return new ConformalFactor(
        level, sizes.size(), scores.length, factor(level, sizes.size(), masses));
  }

  private static double factor(double level, int groups, List<Mass> sorted) {
    double sum = 0;
    double correction = 0; // what rounding took from the sum: Kahan, Commun. ACM 8, 40 (1965)
    for (Mass mass : sorted) {
      double corrected = 1.0 / mass.ofGroup() + correction;
      double next = sum + corrected;
      correction = corrected - (next - sum);
      sum = next;
      if (sum / (groups + 1.0) >= level - TOLERANCE) {
        return mass.score();
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  /**
   * Returns the fewest groups that make a finite factor, if their scores are finite: the smallest K
   * with K/(K + 1) ≥ level, which is K ≥ level / (1 − level). 9 for the level 0.9, 19 for 0.95.
   *
   * @param level 1 − α; in (0, 1)
   * @throws IllegalArgumentException if it is not
   */
  public static long leastGroups(double level) {
    checkLevel(level);
    double reached = level - TOLERANCE;
    return Math.max(1, (long) Math.ceil(reached / (1 - reached)));
  }

  private static void checkLevel(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("Need a level in (0, 1), got level=%s".formatted(level));
    }
  }

  /** Returns whether intervals have ends: whether there were enough groups for the level. */
  public boolean finite() {
    return factor < Double.POSITIVE_INFINITY;
  }

  /**
   * Returns half of the width of the interval of a crystal, q s; infinite where q is, also if s =
   * 0.
   *
   * @param deviation s, in the unit of the target; finite, not negative
   * @return in the unit of the target
   * @throws IllegalArgumentException if s is none
   */
  public double halfWidth(double deviation) {
    double checked = Score.checked(deviation);
    return finite() ? factor * checked : Double.POSITIVE_INFINITY;
  }
}
