package org.latticework.report.gates;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Bins and pairs in order: by convolution, then the shortest or the most frequent first. */
final class GateNumbers {
  private final List<GateBin> bins;
  private final List<PairGate> pairs;

  GateNumbers(List<GateBin> bins, List<PairGate> pairs) {
    this.bins =
        bins.stream()
            .filter(bin -> bin.edges() > 0)
            .sorted(
                Comparator.comparingInt(GateBin::convolution).thenComparingDouble(GateBin::from))
            .toList();
    this.pairs =
        pairs.stream()
            .sorted(
                Comparator.comparingInt(PairGate::convolution)
                    .thenComparing(PairGate::edges, Comparator.reverseOrder())
                    .thenComparing(PairGate::pair))
            .toList();
  }

  /** Returns the bins with edges for all pairs together. */
  List<GateBin> all() {
    return bins.stream().filter(bin -> bin.pair().equals(GateBin.ALL_PAIRS)).toList();
  }

  /** Returns the number of the last convolution, T. */
  int last() {
    return IntStream.concat(
            bins.stream().mapToInt(GateBin::convolution),
            pairs.stream().mapToInt(PairGate::convolution))
        .max()
        .orElse(0);
  }

  /** Returns the pairs with the most edges in the last convolution. */
  List<PairGate> largest(int count) {
    return pairs.stream()
        .filter(pair -> pair.convolution() == last() && pair.edges() > 0)
        .limit(count)
        .toList();
  }

  /** Returns the bins with edges of a pair in the last convolution. */
  List<GateBin> lastBins(String pair) {
    return bins.stream()
        .filter(bin -> bin.convolution() == last() && bin.pair().equals(pair))
        .toList();
  }

  /** Returns each convolution, summed up. */
  List<ConvolutionGate> convolutions() {
    return all().stream()
        .map(GateBin::convolution)
        .distinct()
        .map(
            convolution ->
                ConvolutionGate.of(
                    convolution,
                    all().stream().filter(bin -> bin.convolution() == convolution).toList(),
                    pairs.stream().filter(pair -> pair.convolution() == convolution).toList()))
        .toList();
  }
}
