package org.latticework.trainer.network.schnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.featurizer.graph.GraphBuilder;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.featurizer.graph.Ties;
import org.latticework.featurizer.synthetic.SyntheticMaterials;
import org.latticework.trainer.batch.CrystalBatch;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.network.Weights;
import org.latticework.trainer.program.Domain;
import org.latticework.trainer.program.Place;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.Step;
import org.latticework.trainer.program.Value;
import org.latticework.trainer.program.nd4j.Nd4jProgram;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Filters, against those that programs multiply messages with, in double. */
class SchnetFiltersTest {
  private static final double CUTOFF = 5;

  private static SchnetConfig withKnots(SchnetConfig config, int knots) {
    return new SchnetConfig(
        config.elements(),
        config.width(),
        config.filters(),
        config.blocks(),
        config.basis(),
        config.cutoffFunction(),
        config.head(),
        knots);
  }

  /** Returns first values, as floats have them. */
  private static Weights begun(SchnetConfig config) {
    Nd4j.getRandom().setSeed(7);
    long length = config.parameters().stream().mapToLong(Parameter::length).sum();
    Weights first = new Weights(config.parameters(), Nd4j.zeros(DataType.FLOAT, length));
    first.begin();
    return new Weights(config.parameters(), first.flat().castTo(DataType.DOUBLE));
  }

  /** An atom with neighbors at all of these distances: itself. */
  private static CrystalGraph atDistances(float[] distances) {
    return new CrystalGraph(
        new int[] {14}, new int[] {0, distances.length}, new int[distances.length], distances);
  }

  private static float[] distances() {
    float[] distances = new float[1201];
    for (int k = 0; k < distances.length; k++) {
      distances[k] = (float) (CUTOFF * (k + 1) / distances.length);
    }
    return distances;
  }

  /** Names what messages are multiplied with: filter0, filter1, … */
  private static Program named(Program program) {
    Map<String, Value> named = new HashMap<>(program.named());
    for (Step step : program.steps()) {
      if (step instanceof Step.Multiply product
          && program.steps().get(product.a().index()) instanceof Step.Gather gather
          && gather.place() == Place.NEIGHBOR) {
        assertThat(product.b().domain()).isEqualTo(Domain.EDGE);
        named.put("filter" + (named.size() - program.named().size()), product.b());
      }
    }
    return new Program(
        program.steps(), program.parameters(), program.knots(), program.output(), named);
  }

  /** The filters of all blocks, one after the other, and the outputs. */
  private static final class Computed {
    private final double[] filters;
    private final double[] outputs;

    private Computed(double[] filters, double[] outputs) {
      this.filters = filters;
      this.outputs = outputs;
    }

    static Computed of(SchnetConfig config, Weights weights, List<CrystalGraph> crystals) {
      CrystalBatch batch = new CrystalBatch(new GraphBatch(crystals).features(DataType.DOUBLE));
      try (Nd4jProgram network =
          new Nd4jProgram(named(config.program()), Optional.empty(), DataType.DOUBLE)) {
        INDArray outputs = network.forward(batch, weights, false);
        double[] filters =
            IntStream.range(0, config.blocks())
                .mapToObj(t -> network.named("filter" + t))
                .flatMapToDouble(Arrays::stream)
                .toArray();
        return new Computed(filters, outputs.dup('c').ravel().toDoubleVector());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(CutoffFunction.class)
  void areWhatMessagesAreMultipliedWith(CutoffFunction function) {
    GaussianBasis basis = new GaussianBasis(CUTOFF, 9, 0.5, true);
    SchnetConfig config = new SchnetConfig(20, 6, 4, 3, basis, function, List.of(), 0);
    Weights weights = begun(config);
    double[] expected = Computed.of(config, weights, List.of(atDistances(distances()))).filters;
    SchnetFilters filters =
        new SchnetFilters(
            config, name -> weights.matrix(name).castTo(DataType.FLOAT).ravel().toFloatVector());

    assertThat(filters.blocks()).isEqualTo(3);
    assertThat(filters.cutoff()).isEqualTo(CUTOFF);
    int at = 0;
    for (int block = 0; block < 3; block++) {
      for (float distance : distances()) {
        double[] channels = Arrays.copyOfRange(expected, at, at + 4);
        assertThat(filters.at(block, distance)).containsExactly(channels, within(1e-12));
        at += 4;
      }
    }
  }

  private static double largest(double[] numbers) {
    return Arrays.stream(numbers).map(Math::abs).max().orElseThrow();
  }

  /** Returns the largest difference, of the largest number. */
  private static double error(double[] numbers, double[] exact) {
    double[] differences = new double[exact.length];
    Arrays.setAll(differences, k -> numbers[k] - exact[k]);
    return largest(differences) / largest(exact);
  }

  /** With slopes from differences, the error is that of the third derivative: h³ f‴/62. */
  @Test
  void theErrorOfTheTableFallsWithTheCubeOfTheSpacing() {
    SchnetConfig standard = SchnetConfig.standard();
    Weights weights = begun(standard);
    List<CrystalGraph> crystals = List.of(atDistances(distances()));
    double[] exact = Computed.of(withKnots(standard, 0), weights, crystals).filters;
    double[] errors =
        IntStream.of(64, 128, 256, 512)
            .mapToDouble(
                knots ->
                    error(
                        Computed.of(withKnots(standard, knots), weights, crystals).filters, exact))
            .toArray();
    for (int k = 1; k < errors.length; k++) {
      assertThat(errors[k - 1] / errors[k]).isBetween(6.0, 10.0); // 2³ but for where distances lie
    }
    assertThat(errors[3]).isLessThan(3e-7); // what docs/model.md says
  }

  /** What docs/model.md says of 512 knots, on synthetic crystals. */
  @Test
  void aTableOf512KnotsChangesWhatIsPredictedByLessThanFloatsDo() {
    SchnetConfig standard = SchnetConfig.standard();
    Weights weights = begun(standard);
    GraphBuilder builder =
        new GraphBuilder(new GraphConfig(CUTOFF, GraphConfig.ALL_NEIGHBORS, Ties.ALL, true, false));
    List<CrystalGraph> crystals =
        IntStream.range(0, 40)
            .mapToObj(k -> builder.build(SyntheticMaterials.material(3, k).structure()))
            .toList();
    double[] exact = Computed.of(withKnots(standard, 0), weights, crystals).outputs;
    double[] tabulated = Computed.of(standard, weights, crystals).outputs;
    assertThat(error(tabulated, exact)).isBetween(1e-12, 3e-7);
  }
}
