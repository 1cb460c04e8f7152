package org.latticework.featurizer.neighbor;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.latticework.featurizer.crystal.Structure;

/**
 * Finds the neighbors of every atom of a crystal, over all periodic images, self images included:
 * pairs with 0 &lt; d ≤ cutoff. Exact for every cell: skewed, left-handed, smaller than the cutoff,
 * coordinates outside [0, 1).
 *
 * <p><b>Tie rule.</b> The neighbors of an atom are ordered by (distance rounded to 1e-5 Å, index of
 * the neighbor, image lexicographic). A cap that cuts through a shell of equal distances therefore
 * keeps the same neighbors whatever the last digits of the coordinates are.
 *
 * <p><b>Edge.</b> A pair belongs to the list if its distance exceeds the cutoff by less than 1e-8
 * Å: in a cubic cell of 4 Å a cutoff of 8 Å means 8 Å in every direction, whatever the rounding.
 *
 * <p><b>Cost.</b> Linear in atoms. The nearest are sought within a radius guessed from the density,
 * and for those atoms that do not find enough there, within larger ones up to the cutoff.
 *
 * <p>Without state: one search may serve many threads.
 */
public final class NeighborSearch implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Sites nearer than this are one place written twice, Å: files carry coordinates with at least
   * four digits.
   */
  public static final double COINCIDENCE = 1e-3;

  /** No search reaches farther, Å. */
  public static final double LARGEST_CUTOFF = 1000;

  private static final double EDGE = 1e-8; // Å

  // The first radius holds on average so many times the neighbors wanted; then it grows.
  private static final double FIRST_GUESS = 1.3;
  private static final double GROWTH = 1.3;

  /** Pairs that one structure may have: with what is made of them, some 800 MB. */
  private static final int MOST_PAIRS = 1 << 22;

  private final double cutoff;

  /**
   * @param cutoff largest distance of a pair, Å; in (0, 1000]
   */
  public NeighborSearch(double cutoff) {
    if (!(cutoff > 0 && cutoff <= LARGEST_CUTOFF)) {
      throw new IllegalArgumentException(
          "Need 0 < cutoff <= %s Å, got %s".formatted(LARGEST_CUTOFF, cutoff));
    }
    this.cutoff = cutoff;
  }

  /**
   * Returns all directed pairs within the cutoff.
   *
   * @throws CoincidentSitesException if two sites are at the same place
   * @throws UnsearchableCellException if a site lies more than a million cells away, more than 2^24
   *     images may lie within the cutoff, or there are more than 2^22 pairs
   */
  public NeighborList all(Structure structure) {
    return nearest(structure, Integer.MAX_VALUE);
  }

  /**
   * Returns the nearest neighbors of each atom within the cutoff: the first of {@link #all}.
   *
   * @param count how many an atom keeps, if it has as many; positive
   * @throws CoincidentSitesException if two sites are at the same place
   * @throws UnsearchableCellException as in {@link #all}
   */
  public NeighborList nearest(Structure structure, int count) {
    return nearest(structure, new Nearest(count));
  }

  /**
   * Returns the nearest neighbors of each atom within the cutoff, and what is hardly farther than
   * the last of them.
   *
   * @param count as in {@link #nearest(Structure, int)}
   * @param beyond a neighbor stays if it is no more than this farther than the last of the nearest,
   *     Å, both distances rounded to 1e-5 Å; not negative
   * @throws CoincidentSitesException if two sites are at the same place
   * @throws UnsearchableCellException as in {@link #all}
   */
  public NeighborList nearest(Structure structure, int count, double beyond) {
    return nearest(structure, new Nearest(count, beyond));
  }

  private NeighborList nearest(Structure structure, Nearest nearest) {
    int count = nearest.count();
    WrappedCell cell = new WrappedCell(structure);
    double atomsPerVolume = cell.atoms() / structure.lattice().volume();
    double first = Math.cbrt(FIRST_GUESS * count / (4.0 / 3.0 * Math.PI * atomsPerVolume));
    double radius = within(first);
    double expected = 4.0 / 3.0 * Math.PI * Math.pow(radius, 3) * atomsPerVolume;
    if (cell.atoms() * Math.min(count, expected) > 1.2 * MOST_PAIRS) { // before memory is taken
      throw UnsearchableCellException.manyPairs(cutoff, MOST_PAIRS);
    }
    List<Surroundings> growing = new ArrayList<>();
    growing.add(new Surroundings(cell, radius));
    NeighborList.Builder pairs =
        new NeighborList.Builder(cell.atoms(), Math.min(count, 1.1 * expected));
    for (int center : growing.get(0).centers()) {
      visit(cell, growing, center, nearest, pairs);
    }
    return pairs.build();
  }

  private void visit(
      WrappedCell cell,
      List<Surroundings> growing,
      int center,
      Nearest nearest,
      NeighborList.Builder pairs) {
    for (int k = 0; ; k++) {
      if (k == growing.size()) {
        growing.add(new Surroundings(cell, within(GROWTH * growing.get(k - 1).radius())));
      }
      Surroundings surroundings = growing.get(k);
      surroundings.visit(center);
      if (surroundings.radius() > cutoff || surroundings.settles(nearest)) {
        int first = surroundings.first(nearest);
        if (pairs.pairs() + (long) first > MOST_PAIRS) {
          throw UnsearchableCellException.manyPairs(cutoff, MOST_PAIRS);
        }
        surroundings.copy(center, first, pairs);
        return;
      }
    }
  }

  /** Returns the radius itself, or the cutoff and its edge if that is not much more. */
  private double within(double radius) {
    return radius < 0.9 * cutoff ? radius : cutoff + EDGE;
  }
}
