package org.latticework.report.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.latticework.report.page.SectionReading.words;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latticework.report.drawing.SvgDrawing;
import org.latticework.report.figure.Figure;
import org.latticework.report.page.Facts;
import org.latticework.report.page.Section;
import org.latticework.report.page.Words;

class GateSectionsTest {
  private static final String SHOWN = "It was shown 300 crystals.";

  private static PairGate pair(int convolution, String name, double edges, double rise) {
    return new PairGate(convolution, name, 2.0, 2.4, edges, 0.5, 0.5 + rise, Math.signum(rise));
  }

  /** Bins of 0.1 Å from 1.5 to 5 Å, whose gates fall in convolution 1 and rise in the second. */
  private static List<GateBin> bins(String... pairs) {
    List<GateBin> bins = new ArrayList<>();
    for (int convolution = 1; convolution <= 2; convolution++) {
      for (int k = 15; k < 50; k++) {
        double slope = convolution == 1 ? -0.01 : 0.005;
        double gate = 0.5 + slope * (k - 15);
        bins.add(new GateBin(convolution, "", k / 10.0, (k + 1) / 10.0, 1000, gate));
        for (String pair : pairs) {
          bins.add(new GateBin(convolution, pair, k / 10.0, (k + 1) / 10.0, 100, gate));
        }
      }
    }
    return bins;
  }

  @Test
  void sumsUpAConvolutionAsComputedByHand() {
    List<GateBin> bins =
        List.of(
            new GateBin(1, "", 1, 2, 5, 0.8),
            new GateBin(1, "", 2, 3, 80, 0.4),
            new GateBin(1, "", 3, 4, 15, 0.2));
    List<PairGate> pairs =
        List.of(
            pair(1, "O-Ti", 100, -0.1),
            pair(1, "O-Si", 500, -0.2),
            pair(1, "O-O", 900, 0.1),
            pair(1, "F-Li", 99, 0.1),
            new PairGate(1, "Fe-O", 2, 2.4, 200, Double.NaN, 0.3, 0.5));
    ConvolutionGate gate = ConvolutionGate.of(1, bins, pairs);
    assertThat(gate.judged()).isEqualTo(3);
    assertThat(gate.higher()).isEqualTo(2);
    assertThat(gate.oneSided()).isEqualTo(1);
    assertThat(gate.shortest()).isCloseTo(0.5 * 0.8 + 0.5 * 0.4, within(1e-12)); // rounding
    assertThat(gate.longest()).isCloseTo(0.2, within(1e-12));
    assertThat(gate.meanCorrelation()).isCloseTo(-1 / 3.0, within(1e-12));
    assertThat(gate.isSeen()).isFalse(); // two of three are fewer than three of four
    assertThat(ConvolutionGate.of(1, bins, pairs.subList(0, 2)).isSeen()).isTrue();
  }

  @Test
  void saysInWhichConvolutionsTheClaimIsSeen() {
    List<PairGate> pairs =
        List.of(pair(1, "O-Ti", 3500, -0.1), pair(2, "O-Ti", 3500, 0.1), pair(2, "F-Li", 20, -0.1));
    Section section = GateSections.of("m", SHOWN, bins("O-Ti", "F-Li"), pairs);
    assertThat(words(section))
        .contains("In m this is seen in convolution 1 only.")
        .contains(
            "Convolution 1: of one pair with at least 100 edges the gate is higher at bonding")
        .contains("distances in 1, and over all pairs it is 0.487 for the shortest tenth");
    assertThat(words(GateSections.of("m", SHOWN, bins(), pairs.subList(1, 3))))
        .contains("In m this is not seen.");
  }

  @Test
  void saysWhatWasShownAndByWhichRulesItIsJudged() {
    String words = words(GateSections.of("m", SHOWN, bins("O-Ti"), List.of(pair(1, "O-Ti", 9, 0))));
    assertThat(words)
        .contains("It was shown 300 crystals.")
        .contains("in 75 % of the pairs at least")
        .contains("bonding up to 1.2 times the sum of the covalent radii")
        .contains("Spearman's, of distance and mean gate over bins of 0.1 Å");
  }

  @Test
  void comparesPairsThatHaveEdgesOnBothSides() {
    List<PairGate> pairs =
        List.of(
            new PairGate(2, "O-O", 1.32, 1.584, 21_469, Double.NaN, 0.31, -0.5),
            pair(2, "O-Ti", 3500, -0.1),
            pair(2, "F-Li", 3000, 0.1));
    Figure figure =
        GateSections.of("m", SHOWN, bins("O-O", "O-Ti", "F-Li"), pairs).figures().get(2);
    assertThat(figure.caption())
        .contains("In 1 of the 2 that have edges both at bonding distances and beyond")
        .endsWith(
            "O-O has the most edges, 21,469: its mean gate is not known at bonding distances and"
                + " 0.310 beyond.");
    assertThat(
            GateSections.of("m", SHOWN, bins("O-O"), pairs.subList(0, 1))
                .figures()
                .get(2)
                .caption())
        .contains("None of them has edges both at bonding distances and beyond.");
  }

  @Test
  void saysWhyThereAreNoGates() {
    Section section = GateSections.without("m", "Need gates in [0, 1], got NaN");
    assertThat(section.parts())
        .containsExactly(
            Words.warning("The gates of m cannot be shown: Need gates in [0, 1], got NaN."));
  }

  @Test
  void listsTheTwentyPairsWithTheMostEdges() {
    List<PairGate> pairs = new ArrayList<>();
    for (int k = 0; k < 30; k++) {
      pairs.add(pair(1, "P" + k, 9000, -0.1));
      pairs.add(pair(2, "P" + k, 1000 + 10 * k, -0.1));
    }
    Section section = GateSections.of("m", SHOWN, bins(), pairs);
    List<Facts> facts = section.parts(Facts.class);
    assertThat(facts.get(0).table().rows()).hasSize(2);
    assertThat(facts.get(1).table().rows()).hasSize(20);
    assertThat(facts.get(1).table().rows().get(0)).startsWith("P29", 2.0, 1290L);
    assertThat(facts.get(1).caption()).contains("The 20 pairs", "in convolution 2");
  }

  @Test
  void saysThatThereAreNoEdges() {
    Section section = GateSections.of("m", SHOWN, List.of(), List.of());
    assertThat(words(section)).isEqualTo("m was shown no edges, so its gates say nothing.");
    assertThat(section.figures()).isEmpty();
    assertThat(words(GateSections.of("m", SHOWN, bins(), List.of())))
        .contains("Too few edges of m can be judged.");
  }

  @Test
  void drawsEachFigure() {
    List<PairGate> pairs = List.of(pair(1, "O-Ti", 3500, -0.1), pair(2, "O-Ti", 3500, 0.1));
    List<Figure> figures = GateSections.of("m", SHOWN, bins("O-Ti"), pairs).figures();
    assertThat(figures)
        .extracting(Figure::id)
        .containsExactly("gate-distance", "gate-edges", "gate-pairs");
    try (SvgDrawing drawing = new SvgDrawing()) {
      assertThat(drawing.svg(figures.get(0))).contains("mean gate", "convolution");
      assertThat(drawing.svg(figures.get(1))).contains("edges", "distance, Å");
      assertThat(drawing.svg(figures.get(2))).contains("O-Ti", "stroke-dasharray", "#e69f00");
    }
  }

  @Test
  void refusesWhatIsNoGate() {
    assertThatThrownBy(() -> new GateBin(1, "", 1, 2, 3, 1.5)).hasMessageContaining("got 1.5");
    assertThatThrownBy(() -> new GateBin(1, "", 1, 2, 3, Double.NaN))
        .hasMessageContaining("got NaN");
    assertThatThrownBy(() -> new GateBin(0, "", 1, 2, 3, 0.5))
        .hasMessageContaining("convolution >= 1");
    assertThatThrownBy(() -> pair(1, "O-Ti", 100, 0.6)).hasMessageContaining("[0, 1], got 0.5 and");
    assertThatThrownBy(() -> new PairGate(1, "O-Ti", 0, 2.4, 100, 0.5, 0.5, 0))
        .hasMessageContaining("bond length > 0");
    assertThatThrownBy(() -> new PairGate(1, "O-Ti", 2, 1.9, 100, 0.5, 0.5, 0))
        .hasMessage("O-Ti: need bond length > 0 and reach >= bond length, got 2.0 and 1.9 Å");
  }
}
