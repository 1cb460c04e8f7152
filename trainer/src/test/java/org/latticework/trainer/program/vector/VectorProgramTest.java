package org.latticework.trainer.program.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.network.alignn.AlignnConfig;
import org.latticework.trainer.network.cogn.CognConfig;
import org.latticework.trainer.network.equivariant.EquivariantConfig;
import org.latticework.trainer.network.m3gnet.M3gnetConfig;
import org.latticework.trainer.network.m3gnet.TripletTerm;
import org.latticework.trainer.network.m3gnet.Triplets;
import org.latticework.trainer.network.megnet.MegnetConfig;
import org.latticework.trainer.network.schnet.CutoffFunction;
import org.latticework.trainer.network.schnet.SchnetConfig;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.ProgramConfig;
import org.nd4j.linalg.api.buffer.DataType;

class VectorProgramTest {
  /** Of the largest number: sums of floats, and functions within 3 units of the last place. */
  private static final double TOLERANCE = 1e-5;

  private static final double CUTOFF = 5;

  /** Widths that fill vectors, and others. */
  static Stream<ProgramConfig> networks() {
    return Stream.of(
        schnet(CutoffFunction.NONE, 0, 16),
        schnet(CutoffFunction.NONE, 24, 20),
        schnet(CutoffFunction.COSINE, 0, 7),
        schnet(CutoffFunction.COSINE, 24, 48),
        new CognConfig(10, 16, 2, 3, 8, 6),
        new CognConfig(10, 21, 2, 2, 8, 6),
        new MegnetConfig(10, 5, 16, List.of(12), List.of(9, 32), 2, 20, 6, 0.5, 2, List.of(6)),
        m3gnet(Triplets.CENTER, TripletTerm.OTHER),
        m3gnet(Triplets.NEIGHBOR, TripletTerm.OWN),
        new EquivariantConfig(10, List.of(16, 7, 5), 6, 3, 5, 12, CUTOFF, 9),
        new AlignnConfig(10, 6, 12, 7, 9, CUTOFF, 6, 1, 1));
  }

  private static SchnetConfig schnet(CutoffFunction cutoff, int knots, int width) {
    return new SchnetConfig(
        10, width, 13, 2, new GaussianBasis(CUTOFF, 9, 0.5, true), cutoff, List.of(12), knots);
  }

  private static M3gnetConfig m3gnet(Triplets triplets, TripletTerm term) {
    return new M3gnetConfig(
        10, 12, 2, 3, 3, CUTOFF, 4, triplets, term, List.of(20), 2, 2, List.of(5));
  }

  private static Optional<AtomFeatures> features(ProgramConfig config) {
    if (config.elementFeatures() == 0) {
      return Optional.empty();
    }
    Random random = new Random(9);
    float[][] rows = new float[10][config.elementFeatures()];
    for (float[] row : rows) {
      for (int k = 0; k < row.length; k++) {
        row[k] = random.nextFloat();
      }
    }
    return Optional.of(new AtomFeatures(rows));
  }

  private static List<CrystalGraph> crystals(Program program) {
    return new ProgramCrystals(4, CUTOFF).several(40, !program.readsLines());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void computesWhatNd4jComputesInDouble(ProgramConfig config) {
    Program program = config.program();
    double[] flat = ProgramRun.parameters(program, 3);
    ProgramRun expected =
        ProgramRun.of(
            ProgramRun.reference(program, features(config)),
            program,
            flat,
            crystals(program),
            DataType.DOUBLE);
    for (boolean chained : new boolean[] {false, true}) {
      ProgramRun actual =
          ProgramRun.of(
              new VectorProgram(program, features(config), chained),
              program,
              flat,
              crystals(program),
              DataType.FLOAT);
      assertClose(chained + " output", actual.output(), expected.output(), 0, flat.length);
      int at = 0;
      for (Parameter parameter : program.parameters()) {
        int end = at + (int) parameter.length();
        String name = (chained ? "chained " : "plain ") + parameter.name();
        assertClose(name, actual.gradient(), expected.gradient(), at, end);
        at = end;
      }
    }
  }

  private static void assertClose(
      String what, double[] actual, double[] expected, int from, int to) {
    double largest = 0;
    double worst = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int k = from; k < Math.min(to, expected.length); k++) {
      worst = Math.max(worst, Math.abs(actual[k] - expected[k]));
      assertThat(actual[k]).as(what).isFinite();
    }
    assertThat(worst / largest).as(what).isLessThan(TOLERANCE);
  }

  @Test
  void placeholder() {}
}
