package org.latticework.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.crystal.Element;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.report.attention.ElementAttention;
import org.latticework.report.figure.Figure;
import org.latticework.report.page.Section;
import org.latticework.report.page.Words;
import org.latticework.trainer.network.schnet.CutoffFunction;
import org.latticework.trainer.network.schnet.SchnetConfig;
import org.latticework.trainer.network.schnet.SchnetFilters;

/** What is inside of networks that are programs. */
class NetworkInsideTest {
  private static final double ROUNDING = 1e-6; // of floats

  /** Four atoms as two nodes: titanium, and three oxygens. */
  private static final CrystalGraph OXIDE =
      new CrystalGraph(
              new int[] {22, 8}, new int[] {0, 1, 2}, new int[] {1, 0}, new float[] {1.97f, 2.5f})
          .merged(new int[] {1, 3}, new int[] {3, 1});

  private static final CrystalGraph OXYGEN =
      new CrystalGraph(new int[] {8}, new int[] {0, 1}, new int[] {0}, new float[] {3});

  @Test
  void countsTheAtomsOfNodesInSharesOfAttention() {
    List<ElementAttention> elements =
        NetworkAttention.byElement(
            crystal -> crystal == OXIDE ? new float[] {0.7f, 0.1f} : new float[] {1},
            List.of(OXIDE, OXYGEN));
    assertThat(elements)
        .extracting(ElementAttention::element)
        .containsExactly(Element.O, Element.Ti);
    ElementAttention oxygen = elements.get(0);
    assertThat(oxygen.crystals()).isEqualTo(2);
    assertThat(oxygen.atoms()).isEqualTo(4);
    // Three atoms of 4 · 0.1, and one of 1 · 1.
    assertThat(oxygen.share()).isCloseTo((3 * 0.4 + 1) / 4, within(ROUNDING));
    assertThat(elements.get(1).share()).isCloseTo(2.8, within(ROUNDING));
  }

  @Test
  void saysWhyAttentionThatIsNotFiniteIsNotShown() {
    Section section =
        NetworkAttention.section("m", "", crystal -> new float[] {Float.NaN, 0}, List.of(OXIDE));
    assertThat(section.parts())
        .containsExactly(
            Words.warning(
                "The attention of m cannot be shown: Ti: a share of attention is at least 0, got NaN."));
  }

  /** A network of two blocks, whose filters are biases alone. */
  private static SchnetFilters filters(float bias) {
    GaussianBasis basis = new GaussianBasis(4, 3, 1, true);
    SchnetConfig config =
        new SchnetConfig(100, 2, 2, 2, basis, CutoffFunction.COSINE, List.of(), 0);
    return new SchnetFilters(
        config,
        name ->
            switch (name.substring(name.indexOf('/') + 1)) {
              case "filter0Weights" -> new float[6];
              case "filter1Weights" -> new float[4];
              case "filter0Bias" -> new float[2];
              default -> new float[] {bias, -7 * bias};
            });
  }

  @Test
  void showsFiltersFromTheShortestEdgeToTheCutoff() {
    Section section = NetworkFilters.section("m", filters(1), List.of(OXIDE, OXYGEN));
    Figure strengths = section.figures().get(0);
    // From 1.95 to 4 Å in steps of 0.05 Å, in two blocks.
    assertThat(strengths.table().rows()).hasSize(2 * 42);
    List<Object> first = strengths.table().rows().get(0);
    assertThat((double) first.get(1)).isCloseTo(1.95, within(1e-12));
    // Root mean square of 1 and −7, and the way to the cutoff.
    double cosine = 0.5 * (Math.cos(Math.PI * 1.95 / 4) + 1);
    assertThat((double) first.get(2)).isCloseTo(5 * cosine, within(ROUNDING));
    assertThat((double) strengths.table().rows().get(41).get(2)).isZero();
    assertThat(section.parts(Words.class).get(0).text())
        .endsWith(
            "The shortest distance in the 2 crystals that were looked at is 1.97 Å: what filters"
                + " are at shorter ones was not learned.");
  }

  @Test
  void showsFiltersFromZeroWhereNoCrystalIsKnown() {
    Section section = NetworkFilters.section("m", filters(1), List.of());
    assertThat(section.figures().get(0).table().rows().get(0).get(1)).isEqualTo(0.0);
  }

  @Test
  void saysWhyFiltersThatAreNotFiniteAreNotShown() {
    assertThat(NetworkFilters.section("m", filters(Float.NaN), List.of(OXYGEN)).parts())
        .containsExactly(
            Words.warning(
                "The filters of m cannot be shown: The filter of block 1 at 3.0 Å has numbers that are not finite."));
  }
}
