package org.latticework.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.crystal.Element;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.report.gates.PairGate;
import org.latticework.report.page.Section;
import org.latticework.report.page.Words;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.network.Parameters;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.gate.EdgeGates;
import org.latticework.trainer.network.cgcnn.gate.ElementPair;
import org.latticework.trainer.network.cgcnn.gate.GateHistogram;
import org.latticework.trainer.network.cgcnn.gate.GatedNetwork;

class NetworkGatesTest {
  /** Oxygen atoms in oxides: no two are bonded, for 1.2 (0.66 + 0.66) Å is 1.584 Å. */
  private static final CrystalGraph OXYGENS =
      new CrystalGraph(
          new int[] {8, 8},
          new int[] {0, 2, 4},
          new int[] {1, 1, 0, 0},
          new float[] {2.8f, 4.2f, 2.8f, 4.2f});

  @Test
  void knowsTheGateOfThePairsOnTheSideThatHasEdges() {
    GateHistogram histogram = new GateHistogram(1);
    histogram.add(OXYGENS, new EdgeGates(new float[][] {{0.5f, 0.25f, 0.5f, 0.25f}}));
    ElementPair pair = new ElementPair(Element.O, Element.O);
    PairGate gate = NetworkGates.pair(0, pair, histogram.of(pair)).orElseThrow();
    assertThat(gate.pair()).isEqualTo("O-O");
    assertThat(gate.bondLength()).isCloseTo(1.32, within(1e-12)); // rounding
    assertThat(gate.reach()).isCloseTo(1.584, within(1e-12));
    assertThat(gate.bonding()).isNaN();
    assertThat(gate.beyond()).isCloseTo(0.375, within(1e-9)); // gates are counted in 2⁻³²
  }

  @Test
  void saysWhyANetworkWithoutFiniteWeightsShowsNoGates() {
    CgcnnConfig config = CgcnnConfig.standard();
    Section section =
        NetworkGates.section(
            "m",
            "",
            new GatedNetwork(config, Optional.empty(), notFinite(config)),
            List.of(OXYGENS));
    assertThat(section.id()).isEqualTo("gates");
    assertThat(section.parts())
        .containsExactly(
            Words.warning("The gates of m cannot be shown: Need gates in [0, 1], got NaN."));
  }

  private static Parameters notFinite(CgcnnConfig config) {
    return name -> {
      Parameter parameter =
          config.parameters().stream()
              .filter(it -> it.name().equals(name))
              .findFirst()
              .orElseThrow();
      float[] values = new float[Math.toIntExact(parameter.length())];
      Arrays.fill(values, Float.NaN);
      return values;
    };
  }
}
