package org.latticework.trainer.program.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.Step;
import org.latticework.trainer.program.Value;
import org.nd4j.linalg.api.buffer.DataType;

class Nd4jProgramTest {
  private static final double ROUNDING = 1e-11; // of sums in another order

  static Stream<Arguments> cases() {
    RandomGraphs random = new RandomGraphs(11);
    List<CrystalGraph> plain = random.plain();
    List<CrystalGraph> merged = random.merged();
    List<CrystalGraph> isolated = List.of(random.isolated(1), random.isolated(3));
    return Stream.concat(
        Stream.of(
            Arguments.of("lines", SamplePrograms.lines(), plain),
            Arguments.of("lines without edges", SamplePrograms.lines(), isolated)),
        SamplePrograms.all().entrySet().stream()
            .flatMap(
                entry ->
                    Stream.of(
                        Arguments.of(entry.getKey(), entry.getValue(), plain),
                        Arguments.of(entry.getKey() + ", merged", entry.getValue(), merged),
                        Arguments.of(
                            entry.getKey() + " without edges", entry.getValue(), isolated))));
  }

  private static double[] flat(double[][] rows) {
    return Stream.of(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void computesWhatPlainLoopsCompute(String name, Program program, List<CrystalGraph> graphs) {
    for (boolean training : new boolean[] {true, false}) {
      try (ProgramCase run = new ProgramCase(program, graphs, DataType.DOUBLE)) {
        double[] output = run.forward(training);
        run.plain.run(run.parameters, norm -> training);
        assertThat(output)
            .containsExactly(flat(run.plain.value(program.output())), within(ROUNDING));
        for (Map.Entry<String, Value> named : program.named().entrySet()) {
          assertThat(run.network.named(named.getKey()))
              .as(named.getKey())
              .containsExactly(flat(run.plain.value(named.getValue())), within(ROUNDING));
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void gradientsAreThoseOfFiniteDifferences(
      String name, Program program, List<CrystalGraph> graphs) {
    try (ProgramCase run = new ProgramCase(program, graphs, DataType.DOUBLE)) {
      assertGradients(run, Set.of(), norm -> true);
    }
  }

  /** Compares with the slopes of plain loops, and the steps of running statistics with theirs. */
  private static void assertGradients(
      ProgramCase run, Set<String> frozen, Predicate<Step.BatchNorm> trained) {
    double[] gradient = run.gradient();
    run.plain.run(run.parameters, trained);
    double[] runningSteps = run.plain.runningSteps();
    int start = 0;
    for (Parameter parameter : run.program.parameters()) {
      int length = Math.toIntExact(parameter.length());
      boolean learns = !frozen.contains(Program.part(parameter.name()));
      for (int k = start; k < start + length; k++) {
        double expected =
            parameter.isTrained() && learns ? slope(run, trained, k) : runningSteps[k];
        assertThat(gradient[k])
            .as("%s %d", parameter.name(), k - start)
            .isCloseTo(expected, within(1e-7 * (1 + Math.abs(expected))));
      }
      start += length;
    }
  }

  private static double slope(ProgramCase run, Predicate<Step.BatchNorm> trained, int k) {
    double step = 1e-5; // balances rounding, 1e-16 / step, and curvature, step²
    double[] more = run.parameters.clone();
    more[k] += step;
    double[] less = run.parameters.clone();
    less[k] -= step;
    return (run.plain.loss(more, trained, run.coefficients)
            - run.plain.loss(less, trained, run.coefficients))
        / (2 * step);
  }

  @Test
  void keepsRunningStatisticsWhereNothingBeforeLearns() {
    Program program = SamplePrograms.all().get("norms");
    Set<String> frozen = Set.of("embedding");
    Predicate<Step.BatchNorm> trained = norm -> !norm.scale().name().startsWith("embedding");
    try (ProgramCase run = new ProgramCase(program, new RandomGraphs(5).plain(), DataType.DOUBLE)) {
      run.network.freeze(frozen);
      run.plain.run(run.parameters, trained);

      assertThat(run.forward(true))
          .containsExactly(flat(run.plain.value(program.output())), within(ROUNDING));
      assertGradients(run, frozen, trained);
    }
  }

  @Test
  void goesThroughFrozenPartsToThoseThatLearn() {
    Program program = SamplePrograms.all().get("norms");
    List<CrystalGraph> graphs = new RandomGraphs(5).plain();
    try (ProgramCase all = new ProgramCase(program, graphs, DataType.DOUBLE);
        ProgramCase some = new ProgramCase(program, graphs, DataType.DOUBLE)) {
      some.network.freeze(Set.of("block-1", "head"));

      double[] expected = all.gradient();
      double[] gradient = some.gradient();
      int start = 0;
      for (Parameter parameter : program.parameters()) {
        int end = start + Math.toIntExact(parameter.length());
        if (!Program.part(parameter.name()).equals("block-1")) {
          assertThat(Arrays.copyOfRange(gradient, start, end))
              .as(parameter.name())
              .isEqualTo(Arrays.copyOfRange(expected, start, end));
        }
        start = end;
      }
    }
  }

  @Test
  void mergedNodesAndEdgesCountAsWhatTheyStandFor() {
    List<CrystalGraph> merged = new RandomGraphs(8).merged();
    List<CrystalGraph> expanded = merged.stream().map(RandomGraphs::expanded).toList();
    SamplePrograms.all()
        .forEach(
            (name, program) -> {
              try (ProgramCase one = new ProgramCase(program, merged, DataType.DOUBLE);
                  ProgramCase other = new ProgramCase(program, expanded, DataType.DOUBLE)) {
                // Sums over the atoms of a crystal are large here.
                assertClose(one.forward(true), other.forward(true), 1e-11);
                assertClose(one.gradient(), other.gradient(), 1e-10);
              }
            });
  }

  private static void assertClose(double[] found, double[] expected, double tolerance) {
    double size = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertThat(found).containsExactly(expected, within(tolerance * (1 + size)));
  }

  @Test
  void computesInFloatAsInDouble() {
    List<CrystalGraph> graphs = new RandomGraphs(9).merged();
    SamplePrograms.all()
        .forEach(
            (name, program) -> {
              try (ProgramCase one = new ProgramCase(program, graphs, DataType.FLOAT);
                  ProgramCase other = new ProgramCase(program, graphs, DataType.DOUBLE)) {
                // Some tens of operations in a row, each off by 6e-8 at most.
                assertClose(one.forward(true), other.forward(true), 1e-5);
                assertClose(one.gradient(), other.gradient(), 1e-5);
              }
            });
  }

  @Test
  void forgetsEarlierBatches() {
    RandomGraphs random = new RandomGraphs(10);
    List<CrystalGraph> graphs = random.plain();
    SamplePrograms.all()
        .forEach(
            (name, program) -> {
              try (ProgramCase used = new ProgramCase(program, graphs, DataType.DOUBLE);
                  ProgramCase fresh = new ProgramCase(program, graphs, DataType.DOUBLE);
                  ProgramCase larger = new ProgramCase(program, random.merged(), DataType.DOUBLE);
                  ProgramCase isolated =
                      new ProgramCase(program, List.of(random.isolated(2)), DataType.DOUBLE)) {
                used.network.forward(larger.batch, used.weights(), true);
                used.network.forward(larger.batch, used.weights(), false);
                used.network.forward(isolated.batch, used.weights(), true);

                assertThat(used.gradient()).isEqualTo(fresh.gradient());
                assertThat(used.forward(false)).isEqualTo(fresh.forward(false));
              }
            });
  }

  @Test
  void refusesGraphsThatItCannotRead() {
    RandomGraphs random = new RandomGraphs(12);
    CrystalGraph graph = random.plain().get(1);
    CrystalGraph undirected = graph.withDirections(new float[0]);
    CrystalGraph expanded = graph.expanded(new GaussianBasis(8, 9, 1, true));
    CrystalGraph heavy =
        new CrystalGraph(new int[] {101}, new int[] {0, 0}, new int[0], new float[0]);

    assertRefused("lines", random.merged().get(1), "merged nodes and edges");
    assertRefused("lines", undirected, "reads directions of edges");
    assertRefused("places", expanded, "expands distances itself");
    assertRefused("places", heavy, "atomic number 101, the network knows 1 to 100");
  }

  private static void assertRefused(String name, CrystalGraph graph, String words) {
    Program program =
        name.equals("lines") ? SamplePrograms.lines() : SamplePrograms.all().get(name);
    try (ProgramCase run = new ProgramCase(program, List.of(graph), DataType.DOUBLE)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> run.forward(false))
          .withMessageContaining(words);
    }
  }
}
