package org.latticework.report.gates;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.latticework.report.figure.Table;
import org.latticework.report.page.Facts;
import org.latticework.report.page.Section;
import org.latticework.report.page.Words;

/** How far the gates of a model open at which distance, as a section of a page. */
public final class GateSections {
  private static final int LISTED = 20;

  private GateSections() {}

  /**
   * Returns the section {@code gates} of a model whose gates cannot be shown.
   *
   * @param model its name
   * @param reason why, in words without a period
   */
  public static Section without(String model, String reason) {
    return empty()
        .add(Words.warning("The gates of %s cannot be shown: %s.".formatted(model, reason)));
  }

  private static Section empty() {
    return new Section("gates", "How far the gates open");
  }

  /**
   * Returns the section {@code gates}.
   *
   * @param model its name
   * @param shown what it was shown, in whole sentences
   * @param bins of each convolution, for all pairs together and for pairs of elements, in any order
   * @param pairs of each convolution, in any order
   */
  public static Section of(String model, String shown, List<GateBin> bins, List<PairGate> pairs) {
    Section section = empty();
    GateNumbers numbers = new GateNumbers(bins, pairs);
    if (numbers.all().isEmpty()) {
      return section.add(Words.of(model + " was shown no edges, so its gates say nothing."));
    }
    section
        .add(
            Words.of(
                "In each convolution a gate between 0 and 1 decides how much of a neighbor's"
                    + " message passes. Its mean over the channels is shown against the distance"
                    + " of the neighbor. "
                    + shown))
        .add(Words.of(verdict(model, numbers.convolutions())))
        .add(Words.of(rules(bins.get(0), pairs)))
        .draw(GateFigures.gates(numbers))
        .draw(GateFigures.edges(numbers));
    if (!numbers.largest(GateFigures.PAIRS).isEmpty()) {
      section.draw(GateFigures.pairs(numbers)).add(convolutions(numbers)).add(listed(numbers));
    }
    return section;
  }

  /** Says by which rules pairs and convolutions are judged. */
  private static String rules(GateBin any, List<PairGate> pairs) {
    String bonding =
        pairs.stream()
            .findFirst()
            .map(
                pair ->
                    String.format(
                        Locale.ROOT,
                        " A distance counts as bonding up to %.1f times the sum of the covalent radii.",
                        pair.reach() / pair.bondLength()))
            .orElse("");
    return String.format(
        Locale.ROOT,
        "Rules: the claim is seen in a convolution if the gate is higher at bonding distances than"
            + " beyond in %.0f %% of the pairs at least, and the longest tenth of all edges has a"
            + " lower mean gate than the shortest.%s Correlations are Spearman's, of distance and"
            + " mean gate over bins of %.1f Å that have enough edges, each counted once.",
        100 * ConvolutionGate.MOST,
        bonding,
        any.to() - any.from());
  }

  private static String verdict(String model, List<ConvolutionGate> convolutions) {
    List<ConvolutionGate> judged = convolutions.stream().filter(ConvolutionGate::isJudged).toList();
    String claim =
        "Textbooks say that the mean gate is high at bonding distances and low at the cutoff.";
    if (judged.isEmpty()) {
      return "%s Too few edges of %s can be judged.".formatted(claim, model);
    }
    List<String> seen =
        judged.stream()
            .filter(ConvolutionGate::isSeen)
            .map(gate -> String.valueOf(gate.convolution()))
            .toList();
    String result =
        seen.isEmpty()
            ? "not seen"
            : seen.size() == judged.size()
                ? "seen"
                : "seen in "
                    + (seen.size() == 1 ? "convolution " : "convolutions ")
                    + String.join(", ", seen)
                    + " only";
    return "%s In %s this is %s. %s"
        .formatted(
            claim,
            model,
            result,
            judged.stream().map(GateSections::words).collect(Collectors.joining(" ")));
  }

  private static String words(ConvolutionGate gate) {
    return String.format(
        Locale.ROOT,
        "Convolution %d: of %s with at least %.0f edges the gate is higher at bonding"
            + " distances in %d, and over all pairs it is %.3f for the shortest tenth of the edges"
            + " and %.3f for the longest.",
        gate.convolution(),
        gate.judged() == 1 ? "one pair" : gate.judged() + " pairs",
        ConvolutionGate.FEWEST_EDGES,
        gate.higher(),
        gate.shortest(),
        gate.longest());
  }

  private static Facts convolutions(GateNumbers numbers) {
    Table table =
        new Table(
            "convolution",
            "pairs judged",
            "higher at bonding distances",
            "gate, shortest tenth",
            "gate, longest tenth",
            "mean correlation",
            "pairs on one side");
    for (ConvolutionGate gate : numbers.convolutions()) {
      table.row(
          (long) gate.convolution(),
          (long) gate.judged(),
          (long) gate.higher(),
          gate.shortest(),
          gate.longest(),
          gate.meanCorrelation(),
          (long) gate.oneSided());
    }
    return new Facts(
        "Gates of each convolution. Pairs with at least 100 edges are judged; those whose edges"
            + " are all bonding, or all beyond, cannot be",
        table);
  }

  private static Facts listed(GateNumbers numbers) {
    Table table =
        new Table(
            "pair",
            "bond length (Å)",
            "edges",
            "gate, bonding",
            "gate, beyond",
            "correlation with distance");
    List<PairGate> rows = numbers.largest(LISTED);
    for (PairGate pair : rows) {
      table.row(
          pair.pair(),
          pair.bondLength(),
          Math.round(pair.edges()),
          pair.bonding(),
          pair.beyond(),
          pair.correlation());
    }
    return new Facts(
        "The %d pairs with the most edges, in convolution %d: mean gates, and Spearman's correlation"
            .formatted(rows.size(), numbers.last()),
        table);
  }
}
