package org.latticework.trainer.network.cgcnn.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.crystal.Element;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.deeplearning4j.RandomCrystals;

class GateHistogramTest {
  private static final ElementPair OXIDE = new ElementPair(Element.Ti, Element.O);
  private static final ElementPair METAL = new ElementPair(Element.Ti, Element.Ti);

  /** Gates are floats, and are counted in units of 2⁻³². */
  private static final double ROUNDING = 1e-7;

  /** Ti ← O and O ← Ti of 2.05 Å, Ti ← Ti of 4.15 Å. */
  private static final CrystalGraph PLAIN =
      new CrystalGraph(
          new int[] {22, 8},
          new int[] {0, 2, 3},
          new int[] {1, 0, 0},
          new float[] {2.05f, 4.15f, 2.05f});

  /** Three O ← two Ti each of 2.07 Å; Ti ← four O of 3.51 Å. */
  private static final CrystalGraph MERGED =
      new CrystalGraph(
              new int[] {8, 22}, new int[] {0, 1, 2}, new int[] {1, 0}, new float[] {2.07f, 3.51f})
          .merged(new int[] {3, 1}, new int[] {2, 4});

  private static GateHistogram both() {
    GateHistogram histogram = new GateHistogram(2);
    histogram.add(PLAIN, new EdgeGates(new float[][] {{0.8f, 0.1f, 0.6f}, {1, 1, 1}}));
    histogram.add(MERGED, new EdgeGates(new float[][] {{0.5f, 0.25f}, {1, 0}}));
    return histogram;
  }

  private static void assertBin(GateBin bin, double from, double to, long edges, double gate) {
    assertThat(bin.from()).isEqualTo(from);
    assertThat(bin.to()).isEqualTo(to);
    assertThat(bin.edges()).isEqualTo(edges);
    assertThat(bin.gate()).isCloseTo(gate, within(ROUNDING));
  }

  @Test
  void averagesBothDirectionsAndAllThatEdgesStandFor() {
    GateHistogram histogram = both();
    List<GateBin> oxide = histogram.of(OXIDE).bins(0);
    assertThat(oxide).hasSize(2);
    assertBin(oxide.get(0), 2.0, 2.1, 8, (0.8 + 0.6 + 6 * 0.5) / 8);
    assertBin(oxide.get(1), 3.5, 3.6, 4, 0.25);
    assertThat(histogram.of(METAL).bins(0)).hasSize(1);
    assertBin(histogram.of(METAL).bins(0).get(0), 4.1, 4.2, 1, 0.1);
    assertBin(histogram.of(OXIDE).bins(1).get(0), 2.0, 2.1, 8, 1);
    assertBin(histogram.of(OXIDE).bins(1).get(1), 3.5, 3.6, 4, 0);
    List<GateBin> all = histogram.all().bins(0);
    assertThat(all).hasSize(3);
    assertThat(all.subList(0, 2)).isEqualTo(oxide);
    assertThat(all.get(2)).isEqualTo(histogram.of(METAL).bins(0).get(0));
  }

  @Test
  void namesThePairsOfMostEdgesFirst() {
    GateHistogram histogram = both();
    assertThat(histogram.pairs(1)).containsExactly(OXIDE, METAL);
    assertThat(histogram.pairs(12)).containsExactly(OXIDE);
    assertThat(histogram.pairs(13)).isEmpty();
    assertThat(OXIDE.id()).isEqualTo("O-Ti");
    assertThat(OXIDE).isEqualTo(new ElementPair(Element.O, Element.Ti));
    assertThat(histogram.of(OXIDE).edges()).isEqualTo(12);
    assertThat(histogram.all().edges()).isEqualTo(13);
    assertThatThrownBy(() -> histogram.of(new ElementPair(Element.O, Element.O)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No edge is between O-O");
  }

  /** Ti–O: 1.2 (1.60 + 0.66) = 2.712 Å; Ti–Ti: 3.84 Å. */
  @Test
  void tellsBondedEdgesFromOthersByCovalentRadii() {
    assertThat(OXIDE.bondReach().orElseThrow()).isCloseTo(2.712, within(1e-12));
    GateHistogram histogram = both();
    GateBands oxide = histogram.of(OXIDE).bands(0);
    assertThat(oxide.bondedEdges()).isEqualTo(8);
    assertThat(oxide.bondedGate().orElseThrow()).isCloseTo(0.55, within(ROUNDING));
    assertThat(oxide.otherEdges()).isEqualTo(4);
    assertThat(oxide.otherGate().orElseThrow()).isCloseTo(0.25, within(ROUNDING));
    assertThat(oxide.rankCorrelation()).isEmpty(); // of two bins
    GateBands metal = histogram.of(METAL).bands(0);
    assertThat(metal.bondedEdges()).isZero();
    assertThat(metal.bondedGate()).isEmpty();
    assertThat(metal.otherGate().orElseThrow()).isCloseTo(0.1, within(ROUNDING));
    GateBands all = histogram.all().bands(0);
    assertThat(all.bondedEdges()).isEqualTo(8);
    assertThat(all.otherEdges()).isEqualTo(5);
    assertThat(all.otherGate().orElseThrow()).isCloseTo((4 * 0.25 + 0.1) / 5, within(ROUNDING));
  }

  @Test
  void knowsNoBondsOfAnElementWithoutARadius() {
    CrystalGraph graph =
        new CrystalGraph(
            new int[] {98, 8}, new int[] {0, 2, 2}, new int[] {1, 1}, new float[] {2.2f, 5.5f});
    GateHistogram histogram = new GateHistogram(1);
    histogram.add(graph, new EdgeGates(new float[][] {{0.9f, 0.2f}}));
    assertThat(histogram.all().edges()).isEqualTo(2);
    assertThat(histogram.all().bins(0)).hasSize(2);
    assertThat(histogram.all().bands(0))
        .isEqualTo(
            new GateBands(
                0, OptionalDouble.empty(), 0, OptionalDouble.empty(), OptionalDouble.empty()));
    assertThat(histogram.pairs(1).get(0).bondReach()).isEmpty();
  }

  /** Returns −0.8: ranks 4, 2, 3, 1 of four, so Σ d² = 18, and 1 − 6 · 18 / 60. */
  @Test
  void ranksGatesByDistanceOverBinsThatHaveEnoughEdges() {
    assertThat(correlation(10, 0.9f, 0.5f, 0.6f, 0.1f)).isCloseTo(-0.8, within(1e-12));
    assertThat(correlation(10, 0.9f, 0.8f, 0.7f, 0.6f)).isEqualTo(-1);
    assertThat(correlation(10, 0.5f, 0.5f, 0.5f, 0.5f)).isNaN(); // here: there is none
    assertThat(correlation(9, 0.9f, 0.8f, 0.7f, 0.6f)).isNaN();
  }

  /**
   * Returns the correlation over bins of so many edges, and one of a single edge that lies high.
   */
  private static double correlation(int edges, float... gates) {
    float[] distances = {2.05f, 3.05f, 4.05f, 5.05f, 6.05f};
    CrystalGraph graph =
        new CrystalGraph(
                new int[] {22, 8}, new int[] {0, 5, 5}, new int[] {1, 1, 1, 1, 1}, distances)
            .merged(new int[0], new int[] {edges, edges, edges, edges, 1});
    float[] five = {gates[0], gates[1], gates[2], gates[3], 1};
    GateHistogram histogram = new GateHistogram(1);
    histogram.add(graph, new EdgeGates(new float[][] {five}));
    return histogram.of(OXIDE).bands(0).rankCorrelation().orElse(Double.NaN);
  }

  @Test
  void doesNotDependOnTheOrderOfCrystals() {
    List<CrystalGraph> crystals = new RandomCrystals(3).crystals(60);
    GateHistogram first = histogram(crystals);
    Collections.shuffle(crystals, new Random(4));
    GateHistogram second = histogram(crystals);
    assertThat(second.pairs(1)).isEqualTo(first.pairs(1)).hasSizeGreaterThan(100);
    assertThat(second.all().bins(0)).isEqualTo(first.all().bins(0)).hasSizeGreaterThan(40);
    assertThat(second.all().bands(0)).isEqualTo(first.all().bands(0));
    for (ElementPair pair : first.pairs(1)) {
      assertThat(second.of(pair).bins(0)).isEqualTo(first.of(pair).bins(0));
    }
  }

  private static GateHistogram histogram(List<CrystalGraph> crystals) {
    GateHistogram histogram = new GateHistogram(1);
    for (CrystalGraph crystal : new ArrayList<>(crystals)) {
      float[] gates = new float[crystal.edges()];
      for (int edge = 0; edge < gates.length; edge++) {
        gates[edge] = (float) (1 / (1 + Math.exp(crystal.distance(edge) - 4)));
      }
      histogram.add(crystal, new EdgeGates(new float[][] {gates}));
    }
    return histogram;
  }

  @Test
  void refusesGatesThatAreNotOfTheCrystal() {
    GateHistogram histogram = new GateHistogram(1);
    assertThatThrownBy(() -> histogram.add(PLAIN, new EdgeGates(new float[1][2])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Need the gates of 1 convolutions and 3 edges, got 1 and 2");
    assertThatThrownBy(() -> new EdgeGates(new float[][] {{Float.NaN}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Need gates in [0, 1], got NaN");
  }
}
