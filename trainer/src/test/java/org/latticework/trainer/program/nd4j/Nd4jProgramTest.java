package org.latticework.trainer.program.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.Value;
import org.nd4j.linalg.api.buffer.DataType;

class Nd4jProgramTest {
  static Stream<Arguments> cases() {
    RandomGraphs random = new RandomGraphs(11);
    List<CrystalGraph> plain = random.plain();
    List<CrystalGraph> merged = random.merged();
    List<CrystalGraph> isolated = List.of(random.isolated(1), random.isolated(3));
    Map<String, Program> programs = SamplePrograms.all();
    return Stream.concat(
        Stream.of(
            Arguments.of("lines", SamplePrograms.lines(), plain),
            Arguments.of("lines without edges", SamplePrograms.lines(), isolated)),
        programs.entrySet().stream()
            .flatMap(
                entry ->
                    Stream.of(
                        Arguments.of(entry.getKey(), entry.getValue(), plain),
                        Arguments.of(entry.getKey() + ", merged", entry.getValue(), merged),
                        Arguments.of(
                            entry.getKey() + " without edges", entry.getValue(), isolated))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void computesWhatPlainLoopsCompute(String name, Program program, List<CrystalGraph> graphs) {
    for (boolean training : new boolean[] {true, false}) {
      try (ProgramCase run = new ProgramCase(program, graphs, DataType.DOUBLE)) {
        run.forward(training);
        run.plain.run(run.parameters, training);
        for (Map.Entry<String, Value> named : program.named().entrySet()) {
          double[] expected = flat(run.plain.value(named.getValue()));
          assertThat(run.network.named(named.getKey()))
              .as(named.getKey())
              .containsExactly(expected, within(1e-11)); // rounding of sums in another order
        }
        assertThat(flat(run.forward(training)))
            .containsExactly(flat(run.plain.value(program.output())), within(1e-11));
      }
    }
  }

  private static double[] flat(double[][] rows) {
    return Stream.of(rows).flatMapToDouble(java.util.Arrays::stream).toArray();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void gradientsAreThoseOfFiniteDifferences(
      String name, Program program, List<CrystalGraph> graphs) {
    double step = 1e-5; // balances rounding, 1e-16 / step, and curvature, step²
    try (ProgramCase run = new ProgramCase(program, graphs, DataType.DOUBLE)) {
      double[] gradient = run.gradient();
      int start = 0;
      for (Parameter parameter : program.parameters()) {
        int length = Math.toIntExact(parameter.length());
        for (int k = start; k < start + length && parameter.isTrained(); k++) {
          double[] more = run.parameters.clone();
          more[k] += step;
          double[] less = run.parameters.clone();
          less[k] -= step;
          double slope =
              (run.plain.loss(more, run.coefficients) - run.plain.loss(less, run.coefficients))
                  / (2 * step);
          assertThat(gradient[k])
              .as("%s %d", parameter.name(), k - start)
              .isCloseTo(slope, within(1e-7 * (1 + Math.abs(slope))));
        }
        start += length;
      }
    }
  }
}
