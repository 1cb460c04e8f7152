package org.latticework.featurizer.fingerprint;

import java.util.Arrays;

/**
 * The transport problem: goods go from n sources to m sinks at the least cost. Solved exactly by
 * cheapest augmenting paths with potentials (Edmonds and Karp, J. ACM 19, 248 (1972)): O((n + m)²)
 * for a path, of which there are about n + m.
 */
final class Transport {
  private static final double NOTHING = 1e-12; // of goods that sum to about 1

  private final double[][] costs; // n × m; not negative
  private final double[][] flows; // n × m
  private final double[] supplies; // n; what is left
  private final double[] demands; // m; what is left
  private final double[] potentials; // n + m
  private final double[] ways; // n + m; cost of the cheapest path so far
  private final int[] before; // n + m; the node before on that path, −1 for a source with goods
  private final boolean[] settled; // n + m

  private Transport(double[] supplies, double[] demands, double[][] costs) {
    this.costs = costs;
    this.supplies = supplies.clone();
    this.demands = demands.clone();
    flows = new double[supplies.length][demands.length];
    int nodes = supplies.length + demands.length;
    potentials = new double[nodes];
    ways = new double[nodes];
    before = new int[nodes];
    settled = new boolean[nodes];
  }

  /**
   * Returns the least cost.
   *
   * @param supplies n positive amounts
   * @param demands m positive amounts, of the same sum but for rounding
   * @param costs n × m of a unit; not negative
   */
  static double cost(double[] supplies, double[] demands, double[][] costs) {
    if (supplies.length == 1 || demands.length == 1) {
      return onlyWay(supplies, demands, costs);
    }
    Transport transport = new Transport(supplies, demands, costs);
    int sink = transport.cheapestSink();
    while (sink >= 0) {
      transport.send(sink);
      sink = transport.cheapestSink();
    }
    double cost = 0;
    for (int i = 0; i < supplies.length; i++) {
      for (int j = 0; j < demands.length; j++) {
        cost += transport.flows[i][j] * costs[i][j];
      }
    }
    return cost;
  }

  private static double onlyWay(double[] supplies, double[] demands, double[][] costs) {
    double cost = 0;
    for (int i = 0; i < supplies.length; i++) {
      for (int j = 0; j < demands.length; j++) {
        cost += (demands.length == 1 ? supplies[i] : demands[j]) * costs[i][j];
      }
    }
    return cost;
  }

  /** Finds the cheapest way from any source with goods to a sink in need; −1 where none is left. */
  private int cheapestSink() {
    int n = supplies.length;
    Arrays.fill(ways, Double.POSITIVE_INFINITY);
    Arrays.fill(settled, false);
    for (int i = 0; i < n; i++) {
      if (supplies[i] > NOTHING) {
        ways[i] = 0;
        before[i] = -1;
      }
    }
    for (int node = nearest(); node >= 0; node = nearest()) {
      settled[node] = true;
      if (node >= n && demands[node - n] > NOTHING) {
        raisePotentials(ways[node]);
        return node;
      }
      relax(node);
    }
    return -1;
  }

  private int nearest() {
    int nearest = -1;
    for (int node = 0; node < ways.length; node++) {
      if (!settled[node]
          && ways[node] < Double.POSITIVE_INFINITY
          && (nearest < 0 || ways[node] < ways[nearest])) {
        nearest = node;
      }
    }
    return nearest;
  }

  private void relax(int node) {
    int n = supplies.length;
    if (node < n) {
      for (int j = 0; j < demands.length; j++) {
        shorten(node, n + j, costs[node][j]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        if (flows[i][node - n] > NOTHING) {
          shorten(node, i, -costs[i][node - n]);
        }
      }
    }
  }

  private void shorten(int from, int to, double cost) {
    double reduced = Math.max(0, cost + potentials[from] - potentials[to]); // 0 but for rounding
    if (!settled[to] && ways[from] + reduced < ways[to]) {
      ways[to] = ways[from] + reduced;
      before[to] = from;
    }
  }

  private void raisePotentials(double way) {
    for (int node = 0; node < ways.length; node++) {
      potentials[node] += Math.min(ways[node], way);
    }
  }

  private void send(int sink) {
    int n = supplies.length;
    double amount = demands[sink - n];
    int node = sink;
    while (before[node] >= 0) {
      if (node < n) {
        amount = Math.min(amount, flows[node][before[node] - n]);
      }
      node = before[node];
    }
    amount = Math.min(amount, supplies[node]);
    supplies[node] -= amount;
    demands[sink - n] -= amount;
    for (int to = sink; before[to] >= 0; to = before[to]) {
      int from = before[to];
      if (to >= n) {
        flows[from][to - n] += amount;
      } else {
        flows[to][from - n] -= amount;
      }
    }
  }
}
