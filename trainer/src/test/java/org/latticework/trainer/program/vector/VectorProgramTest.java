package org.latticework.trainer.program.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.network.Network;
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
import org.latticework.trainer.program.Initialization;
import org.latticework.trainer.program.Place;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.ProgramBuilder;
import org.latticework.trainer.program.ProgramConfig;
import org.latticework.trainer.program.Value;
import org.latticework.trainer.program.basis.SphericalBessel;
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

  private static ProgramRun vector(
      Program program, ProgramConfig config, boolean chained, double[] flat, Set<String> frozen) {
    VectorProgram network = new VectorProgram(program, features(config), chained);
    network.freeze(frozen);
    return ProgramRun.of(network, program, flat, crystals(program), DataType.FLOAT);
  }

  private static ProgramRun nd4j(
      Program program, ProgramConfig config, double[] flat, Set<String> frozen) {
    Network network = ProgramRun.reference(program, features(config));
    network.freeze(frozen);
    return ProgramRun.of(network, program, flat, crystals(program), DataType.DOUBLE);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void computesWhatNd4jComputesInDouble(ProgramConfig config) {
    Program program = config.program();
    double[] flat = ProgramRun.parameters(program, 3);
    ProgramRun expected = nd4j(program, config, flat, Set.of());
    for (boolean chained : new boolean[] {false, true}) {
      ProgramRun actual = vector(program, config, chained, flat, Set.of());
      assertClose(chained ? "chained" : "plain", program, actual, expected);
    }
  }

  /** As in batches so large that what products made is not kept. */
  @ParameterizedTest
  @MethodSource("networks")
  void computesAgainWhatItHasNotKept(ProgramConfig config) {
    Program program = config.program();
    double[] flat = ProgramRun.parameters(program, 4);
    ProgramRun whole = vector(program, config, false, flat, Set.of());
    VectorExecutor executor = new VectorExecutor(program, features(config), true, 0);
    VectorProgram network = new VectorProgram(program, executor);
    ProgramRun again = ProgramRun.of(network, program, flat, crystals(program), DataType.FLOAT);
    assertClose("computed again", program, again, whole);
    ProgramRun kept = vector(program, config, true, flat, Set.of());
    assertThat(again.gradient()).isEqualTo(kept.gradient()); // the same sums in the same order
  }

  /** A sum that shares a chain's value reads x and the norm of x, which looks at all rows of x. */
  @Test
  void hasAllRowsOfWhatANormLooksAt() {
    ProgramBuilder p = new ProgramBuilder(Initialization.PYTORCH);
    Value edges = p.silu(p.dense("edges", p.radial(new SphericalBessel(CUTOFF, 3, 3)), 16));
    Value first = p.sum(edges, Place.CENTER);
    Value x = p.dense("x", edges, 16);
    Value second = p.sum(p.add(x, p.batchNorm("norm", x)), Place.CENTER);
    Program program = p.build(p.mean(p.add(first, second), Place.CRYSTAL_OF_ATOM));
    double[] flat = ProgramRun.parameters(program, 5);
    Network reference = ProgramRun.reference(program, Optional.empty());
    List<CrystalGraph> crystals = crystals(program);
    ProgramRun expected = ProgramRun.of(reference, program, flat, crystals, DataType.DOUBLE);
    Network network = new VectorProgram(program, Optional.empty());
    ProgramRun actual = ProgramRun.of(network, program, flat, crystals, DataType.FLOAT);
    // The norm divides by deviations of hundredths; those of a tile alone are off by tenths.
    assertClose(actual.output(), expected.output(), 1e-4);
    assertClose(actual.gradient(), expected.gradient(), 1e-4);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void goesBackToThePartsThatLearn(ProgramConfig config) {
    Program program = config.program();
    double[] flat = ProgramRun.parameters(program, 5);
    List<String> parts = config.parts();
    Set<String> frozen = Set.copyOf(parts.subList(0, 2));
    ProgramRun expected = nd4j(program, config, flat, frozen);
    assertClose("frozen", program, vector(program, config, true, flat, frozen), expected);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void predictsFromRunningStatistics(ProgramConfig config) {
    Program program = config.program();
    double[] flat = ProgramRun.parameters(program, 7);
    List<CrystalGraph> crystals = crystals(program);
    ProgramRun expected =
        ProgramRun.of(
            ProgramRun.reference(program, features(config)),
            program,
            flat,
            crystals,
            DataType.DOUBLE,
            false);
    ProgramRun actual =
        ProgramRun.of(
            new VectorProgram(program, features(config)),
            program,
            flat,
            crystals,
            DataType.FLOAT,
            false);
    assertClose("output", actual.output(), expected.output(), 0, actual.output().length);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aCrystalAloneIsToTheLastDigitWhatItIsInABatch(ProgramConfig config) {
    Program program = config.program();
    double[] flat = ProgramRun.parameters(program, 8);
    List<CrystalGraph> crystals = crystals(program).subList(0, 12);
    VectorProgram batch = new VectorProgram(program, features(config));
    double[] together =
        ProgramRun.of(batch, program, flat, crystals, DataType.FLOAT, false).output();
    float[] atoms = batch.named(Program.ATOMS);
    VectorInference inference =
        new VectorInference(program, features(config), name -> values(program, flat, name));
    int width = program.output().width();
    int first = 0;
    for (int k = 0; k < crystals.size(); k++) {
      CrystalGraph crystal = crystals.get(k);
      float[] pooled = inference.pooled(crystal);
      for (int c = 0; c < width; c++) {
        assertThat((double) pooled[c]).isEqualTo(together[k * width + c]);
      }
      assertThat(inference.output(pooled)).isEqualTo(pooled);
      float[] alone = inference.atoms(crystal);
      int length = crystal.nodes() * program.value(Program.ATOMS).width();
      assertThat(Arrays.copyOf(alone, length))
          .isEqualTo(Arrays.copyOfRange(atoms, first, first + length));
      first += length;
    }
  }

  private static float[] values(Program program, double[] flat, String name) {
    int at = 0;
    for (Parameter parameter : program.parameters()) {
      float[] values = new float[(int) parameter.length()];
      for (int k = 0; k < values.length; k++) {
        values[k] = (float) flat[at + k];
      }
      if (parameter.name().equals(name)) {
        return values;
      }
      at += values.length;
    }
    throw new IllegalArgumentException(name);
  }

  @Test
  void givesEachAtomTheVectorOfItsNode() {
    Program program = schnet(CutoffFunction.NONE, 24, 16).program();
    double[] flat = ProgramRun.parameters(program, 8);
    VectorInference inference =
        new VectorInference(program, Optional.empty(), name -> values(program, flat, name));
    CrystalGraph nodes =
        new CrystalGraph(
                new int[] {3, 8}, new int[] {0, 1, 2}, new int[] {1, 0}, new float[] {2, 2})
            .merged(new int[] {1, 2}, new int[] {2, 1});
    float[] two = inference.atoms(nodes.withClasses(new int[] {1, 0, 1}));
    assertThat(two).hasSize(3 * 16);
    assertThat(Arrays.copyOfRange(two, 0, 16)).isEqualTo(Arrays.copyOfRange(two, 32, 48));
    assertThat(Arrays.copyOfRange(two, 0, 16)).isNotEqualTo(Arrays.copyOfRange(two, 16, 32));
  }

  @Test
  void refusesElementsWithoutAVector() {
    Program program = schnet(CutoffFunction.NONE, 0, 16).program();
    double[] flat = ProgramRun.parameters(program, 8);
    VectorInference inference =
        new VectorInference(program, Optional.empty(), name -> values(program, flat, name));
    CrystalGraph uranium =
        new CrystalGraph(new int[] {92}, new int[] {0, 0}, new int[0], new float[0]);
    assertThatThrownBy(() -> inference.pooled(uranium))
        .hasMessage("The network knows elements up to 10, got 92");
  }

  private static void assertClose(
      String path, Program program, ProgramRun actual, ProgramRun expected) {
    int outputs = expected.output().length;
    assertClose(path + " output", actual.output(), expected.output(), 0, outputs);
    int at = 0;
    for (Parameter parameter : program.parameters()) {
      int end = at + (int) parameter.length();
      String name = path + " " + parameter.name();
      assertClose(name, actual.gradient(), expected.gradient(), at, end);
      at = end;
    }
  }

  private static void assertClose(double[] actual, double[] expected, double tolerance) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int k = 0; k < expected.length; k++) {
      assertThat(actual[k]).isCloseTo(expected[k], within(tolerance * largest));
    }
  }

  /** Of some numbers, the error against the largest of all. */
  private static void assertClose(
      String what, double[] actual, double[] expected, int from, int to) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    double worst = 0;
    for (int k = from; k < to; k++) {
      assertThat(actual[k]).as(what).isFinite();
      worst = Math.max(worst, Math.abs(actual[k] - expected[k]));
    }
    assertThat(worst / largest).as(what).isLessThan(TOLERANCE);
  }
}
