package org.latticework.report.gates;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The gate of one convolution. A claim of textbooks, that it is high at bonding distances and low
 * at the cutoff, is seen if it is higher at bonding distances than beyond in three of four pairs,
 * and the longest edges have a lower mean gate than the shortest.
 *
 * @param convolution 1 … T
 * @param judged pairs with at least {@link #FEWEST_EDGES} edges, some of them at bonding distances
 *     and some beyond
 * @param oneSided pairs with as many edges that lie on one side
 * @param higher how many of the judged have the higher gate at bonding distances
 * @param shortest mean gate of the shortest tenth of all edges; NaN if there are no edges
 * @param longest mean gate of the longest tenth
 * @param meanCorrelation mean over the judged of Spearman's correlation; NaN if there are none
 */
record ConvolutionGate(
    int convolution,
    int judged,
    int oneSided,
    int higher,
    double shortest,
    double longest,
    double meanCorrelation) {
  static final double FEWEST_EDGES = 100;
  private static final double TAIL = 0.1;
  static final double MOST = 0.75;

  /**
   * Sums up a convolution.
   *
   * @param bins of it and all pairs together, the shortest first
   * @param pairs of it
   */
  static ConvolutionGate of(int convolution, List<GateBin> bins, List<PairGate> pairs) {
    List<PairGate> large = pairs.stream().filter(pair -> pair.edges() >= FEWEST_EDGES).toList();
    List<PairGate> judged = large.stream().filter(PairGate::isComparable).toList();
    return new ConvolutionGate(
        convolution,
        judged.size(),
        large.size() - judged.size(),
        (int) judged.stream().filter(PairGate::isHigherBonding).count(),
        firstTenth(bins),
        firstTenth(reversed(bins)),
        judged.stream()
            .mapToDouble(PairGate::correlation)
            .filter(Double::isFinite)
            .average()
            .orElse(Double.NaN));
  }

  /** Returns whether there is something to judge. */
  boolean isJudged() {
    return judged > 0 && Double.isFinite(shortest);
  }

  /** Returns whether the claim is seen. */
  boolean isSeen() {
    return isJudged() && higher >= MOST * judged && longest < shortest;
  }

  /** Returns the mean over the first tenth of the edges; of a bin, as many as it takes. */
  private static double firstTenth(List<GateBin> bins) {
    double wanted = TAIL * bins.stream().mapToDouble(GateBin::edges).sum();
    double taken = 0;
    double sum = 0;
    for (GateBin bin : bins) {
      double more = Math.min(bin.edges(), wanted - taken);
      if (more > 0) {
        sum += more * bin.gate();
        taken += more;
      }
    }
    return sum / taken;
  }

  private static List<GateBin> reversed(List<GateBin> bins) {
    return IntStream.range(0, bins.size()).mapToObj(k -> bins.get(bins.size() - 1 - k)).toList();
  }
}
