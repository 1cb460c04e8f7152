package org.latticework.report.gates;

/**
 * Edges of similar length in one convolution.
 *
 * @param convolution 1 … T
 * @param pair of elements, as in O-Ti; empty for all pairs together
 * @param from where the bin begins, Å
 * @param to where it ends, Å
 * @param edges how many there are; merged ones count as many as they stand for
 * @param gate their mean gate, in [0, 1]; NaN if there are none
 */
public record GateBin(
    int convolution, String pair, double from, double to, double edges, double gate) {
  /** The pair of bins for all pairs. */
  public static final String ALL_PAIRS = "";

  public GateBin {
    if (!(convolution >= 1 && from >= 0 && from < to && Double.isFinite(to))) {
      throw new IllegalArgumentException(
          "Need convolution >= 1 and 0 <= from < to, got %d, %s Å and %s Å"
              .formatted(convolution, from, to));
    }
    if (!(edges >= 0 && Double.isFinite(edges))) {
      throw new IllegalArgumentException("Need edges >= 0, got " + edges);
    }
    boolean isMean = gate >= 0 && gate <= 1;
    boolean isNone = edges == 0 && Double.isNaN(gate);
    if (!(isMean || isNone)) {
      throw new IllegalArgumentException(
          "A mean gate of %s edges is in [0, 1], got %s".formatted(edges, gate));
    }
  }
}
