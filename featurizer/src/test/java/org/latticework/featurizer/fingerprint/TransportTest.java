package org.latticework.featurizer.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TransportTest {
  /** Goods in whole units: the best of all ways to give each unit of supply a unit of demand. */
  @Property(tries = 300, seed = "1")
  void costsAsMuchAsTheBestAssignmentOfUnits(@ForAll Random random) {
    int units = 1 + random.nextInt(7);
    int[] sources = owners(units, random);
    int[] sinks = owners(units, random);
    double[][] costs = new double[last(sources) + 1][last(sinks) + 1];
    for (double[] row : costs) {
      Arrays.setAll(row, j -> random.nextInt(4) == 0 ? 0 : random.nextDouble());
    }
    double best = best(sources, sinks, costs, 0, 0);
    assertThat(Transport.cost(amounts(sources), amounts(sinks), costs))
        .isCloseTo(best / units, within(1e-12));
  }

  /** Points on a line: the cost is the area between the two cumulative distributions. */
  @Property(tries = 100, seed = "2")
  void movesPointsOfALineByTheAreaBetweenTheirDistributions(@ForAll Random random) {
    int n = 2 + random.nextInt(30);
    int m = 2 + random.nextInt(30);
    double[] from = random.doubles(n).sorted().toArray();
    double[] to = random.doubles(m).sorted().toArray();
    double[] supplies = shares(n, random);
    double[] demands = shares(m, random);
    double[][] costs = new double[n][m];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        costs[i][j] = Math.abs(from[i] - to[j]);
      }
    }
    double[] places = new double[n + m];
    System.arraycopy(from, 0, places, 0, n);
    System.arraycopy(to, 0, places, n, m);
    Arrays.sort(places);
    double area = 0;
    for (int k = 1; k < places.length; k++) {
      double difference = below(from, supplies, places[k - 1]) - below(to, demands, places[k - 1]);
      area += Math.abs(difference) * (places[k] - places[k - 1]);
    }
    assertThat(Transport.cost(supplies, demands, costs)).isCloseTo(area, within(1e-9));
  }

  @Test
  void knowsTheOnlyWayFromOneSource() {
    double[][] costs = {{1, 2}};
    assertThat(Transport.cost(new double[] {1}, new double[] {.25, .75}, costs)).isEqualTo(1.75);
  }

  private static double below(double[] places, double[] shares, double limit) {
    double sum = 0;
    for (int k = 0; k < places.length && places[k] <= limit; k++) {
      sum += shares[k];
    }
    return sum;
  }

  private static double[] shares(int count, Random random) {
    double[] shares = random.doubles(count, 0.01, 1).toArray();
    double sum = Arrays.stream(shares).sum();
    return Arrays.stream(shares).map(share -> share / sum).toArray();
  }

  /** Returns the owner of each unit, ascending from 0 without a gap. */
  private static int[] owners(int units, Random random) {
    int[] owners = new int[units];
    for (int k = 1; k < units; k++) {
      owners[k] = owners[k - 1] + random.nextInt(2);
    }
    return owners;
  }

  private static int last(int[] owners) {
    return owners[owners.length - 1];
  }

  private static double[] amounts(int[] owners) {
    double[] amounts = new double[last(owners) + 1];
    for (int owner : owners) {
      amounts[owner] += 1.0 / owners.length;
    }
    return amounts;
  }

  private static double best(int[] sources, int[] sinks, double[][] costs, int unit, int taken) {
    if (unit == sources.length) {
      return 0;
    }
    double best = Double.POSITIVE_INFINITY;
    for (int k = 0; k < sinks.length; k++) {
      if ((taken & 1 << k) == 0) {
        double rest = best(sources, sinks, costs, unit + 1, taken | 1 << k);
        best = Math.min(best, costs[sources[unit]][sinks[k]] + rest);
      }
    }
    return best;
  }
}
