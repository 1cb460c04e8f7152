package org.latticework.report.gates;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.FigureTemplate;
import org.latticework.report.figure.Table;

/** Figures of gates against distance. */
final class GateFigures {
  /** How many pairs have a panel. */
  static final int PAIRS = 12;

  private GateFigures() {}

  /** Returns the mean gate over all pairs, a line a convolution. */
  static Figure gates(GateNumbers numbers) {
    Table table = new Table("convolution", "from", "to", "distance", "edges", "gate");
    for (GateBin bin : numbers.all()) {
      table.row(
          (long) bin.convolution(), bin.from(), bin.to(), middle(bin), bin.edges(), bin.gate());
    }
    return new Figure(
        "gate-distance",
        "Mean gate against distance",
        "Mean gate of all pairs of elements, a line for each convolution. "
            + numbers.convolutions().stream().map(GateFigures::words).collect(joining(" ")),
        FigureTemplate.of("gate-distance").fill(Map.of()),
        Map.of("bins", table));
  }

  /** Returns how many edges there are at each distance: the same in all convolutions. */
  static Figure edges(GateNumbers numbers) {
    List<GateBin> bins = numbers.lastBins(GateBin.ALL_PAIRS);
    Table table = new Table("from", "to", "edges");
    bins.forEach(bin -> table.row(bin.from(), bin.to(), bin.edges()));
    double total = bins.stream().mapToDouble(GateBin::edges).sum();
    GateBin fullest = bins.stream().reduce((a, b) -> b.edges() > a.edges() ? b : a).orElseThrow();
    return new Figure(
        "gate-edges",
        "Edges at each distance",
        String.format(
            Locale.ROOT,
            "How many edges each mean is of: %,.0f in all, between %.1f and %.1f Å. Most, %,.0f, are"
                + " between %.1f and %.1f Å. Where there are few, a mean says little.",
            total,
            bins.get(0).from(),
            bins.get(bins.size() - 1).to(),
            fullest.edges(),
            fullest.from(),
            fullest.to()),
        FigureTemplate.of("gate-edges").fill(Map.of()),
        Map.of("bins", table));
  }

  /** Returns a panel for each of the pairs with the most edges, in the last convolution. */
  static Figure pairs(GateNumbers numbers) {
    List<PairGate> pairs = numbers.largest(PAIRS);
    double begin = pairs.stream().mapToDouble(PairGate::bondLength).min().orElseThrow();
    Table bins =
        new Table(
            "pair", "rank", "begin", "bond", "reach", "from", "to", "distance", "edges", "gate");
    for (int rank = 0; rank < pairs.size(); rank++) {
      PairGate pair = pairs.get(rank);
      for (GateBin bin : numbers.lastBins(pair.pair())) {
        bins.row(
            pair.pair(),
            (long) rank,
            begin,
            pair.bondLength(),
            pair.reach(),
            bin.from(),
            bin.to(),
            middle(bin),
            bin.edges(),
            bin.gate());
      }
    }
    return new Figure(
        "gate-pairs",
        "Mean gate of pairs of elements",
        caption(pairs, numbers.last()),
        FigureTemplate.of("gate-pairs").fill(Map.of()),
        Map.of("bins", bins));
  }

  private static String caption(List<PairGate> pairs, int convolution) {
    PairGate first = pairs.get(0);
    return String.format(
        Locale.ROOT,
        "The %d pairs with the most edges, in convolution %d; the upright line is the sum of the"
            + " covalent radii, and shaded are the distances that count as bonding. %s %s has the"
            + " most edges, %,.0f: its mean gate is %s at bonding distances and %s beyond.",
        pairs.size(),
        convolution,
        comparison(pairs.stream().filter(PairGate::isComparable).toList()),
        first.pair(),
        first.edges(),
        words(first.bonding()),
        words(first.beyond()));
  }

  private static String comparison(List<PairGate> comparable) {
    return comparable.isEmpty()
        ? "None of them has edges both at bonding distances and beyond."
        : String.format(
            Locale.ROOT,
            "In %d of the %d that have edges both at bonding distances and beyond, the gate is higher"
                + " at bonding distances.",
            comparable.stream().filter(PairGate::isHigherBonding).count(),
            comparable.size());
  }

  private static String words(ConvolutionGate gate) {
    return String.format(
        Locale.ROOT,
        "Convolution %d: %.3f in the mean of the shortest tenth of all edges, %.3f in that of the"
            + " longest.",
        gate.convolution(),
        gate.shortest(),
        gate.longest());
  }

  private static String words(double gate) {
    return Double.isFinite(gate) ? String.format(Locale.ROOT, "%.3f", gate) : "not known";
  }

  private static double middle(GateBin bin) {
    return (bin.from() + bin.to()) / 2;
  }
}
