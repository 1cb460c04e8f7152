package org.latticework.trainer.learningcurve;

import java.util.Arrays;

/**
 * Fits power laws to means of ln error by least squares.
 *
 * <p>c = 0 is a straight line, in closed form, and stays where no floor does better. With a floor,
 * two numbers are searched for by the method of Levenberg and Marquardt, SIAM J. Appl. Math. 11,
 * 431 (1963), from each node of a fixed grid on that has no better neighbor: valleys are narrow,
 * and some data have two of them.
 */
final class LawSearch {
  private static final double MAX_EXPONENT = 4; // steeper ones look alike: steps between two sizes
  private static final double MIN_EXPONENT = 0.01; // of the grid
  private static final int EXPONENTS = 24;
  private static final int FLOORS = 25;
  private static final double SHARES = 4.6; // ln 99: the floor is 1 % to 99 % of the error
  private static final int STEPS = 300;
  // What a floor has to save of the squares of ln error to be there: what rounding cannot.
  private static final double RELATIVE_GAIN = 1e-9;
  private static final double GAIN = 1e-28;

  private final LogSizes sizes;
  private final int runs;
  private final LawShape[] grid; // by exponent, then by floor

  /** Prepares fits at the sizes of runs; with two sizes there is no floor. */
  LawSearch(SizeGroups groups) {
    sizes = groups.logSizes();
    runs = groups.runs();
    grid = new LawShape[sizes.size() < PowerLawFit.FLOOR_SIZES ? 0 : EXPONENTS * FLOORS];
    double reach = Math.max(-sizes.x(0), sizes.x(sizes.size() - 1));
    for (int node = 0; node < grid.length; node++) {
      int exponent = node / FLOORS;
      double part = exponent / (EXPONENTS - 1.0);
      double b = MIN_EXPONENT * Math.pow(MAX_EXPONENT / MIN_EXPONENT, part);
      double side = 2.0 * (node % FLOORS) / (FLOORS - 1) - 1;
      grid[node] = new LawShape(sizes, b, side * (b * reach + SHARES));
    }
  }

  /**
   * A law that was found.
   *
   * @param squares sum over the runs of the squares of their size's mean of ln error about it
   */
  record Found(PowerLaw law, double squares) {}

  /**
   * Returns the law of least squares.
   *
   * @param means of ln error of each size, J
   */
  Found least(double[] means) {
    double mean = sizes.mean(means);
    double[] y = sizes.centered(means);
    Found straight = straight(mean, y);
    if (grid.length == 0) {
      return straight;
    }
    LawShape shape = curved(y);
    double squares = runs * shape.square(y);
    double gain = straight.squares - squares;
    return gain > RELATIVE_GAIN * straight.squares + runs * GAIN
        ? new Found(shape.law(mean), squares)
        : straight;
  }

  private Found straight(double mean, double[] y) {
    double b = Math.min(Math.max(-sizes.slope(y), 0), MAX_EXPONENT);
    double[] rest = y.clone();
    for (int j = 0; j < rest.length; j++) {
      rest[j] += b * sizes.x(j);
    }
    PowerLaw law = new PowerLaw(Math.exp(mean + b * sizes.center()), b, 0);
    return new Found(law, runs * sizes.product(rest, rest));
  }

  private LawShape curved(double[] y) {
    double[] squares = Arrays.stream(grid).mapToDouble(node -> node.square(y)).toArray();
    LawShape best = grid[0];
    for (int i = 0; i < grid.length; i++) {
      if (!hasBetterNeighbor(i, squares)) {
        LawShape found = descend(grid[i], y);
        best = found.square(y) < best.square(y) ? found : best;
      }
    }
    return best;
  }

  private static boolean hasBetterNeighbor(int node, double[] squares) {
    int floor = node % FLOORS;
    return (floor > 0 && squares[node - 1] < squares[node])
        || (floor < FLOORS - 1 && squares[node + 1] < squares[node])
        || (node >= FLOORS && squares[node - FLOORS] < squares[node])
        || (node + FLOORS < squares.length && squares[node + FLOORS] < squares[node]);
  }

  private static LawShape descend(LawShape start, double[] y) {
    LawShape best = start;
    double least = start.square(y);
    double gain = least;
    double damping = 1e-3;
    for (int step = 0; step < STEPS && damping < 1e6 && gain > 1e-14 * least; step++) {
      LawShape next = best.step(y, damping, MAX_EXPONENT);
      double square = next.square(y);
      if (square < least) { // false where it is NaN
        gain = least - square;
        best = next;
        least = square;
        damping = Math.max(damping / 10, 1e-7);
      } else {
        damping *= 10;
      }
    }
    return best;
  }
}
