package org.latticework.trainer.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.featurizer.graph.CrystalGraph;

/** All seeds are fixed: bounds of five standard errors are met or not, every time alike. */
class EdgeDropoutTest {
  private static final int DRAWS = 20_000;
  private static final int[] WEIGHTS = {1, 2, 3, 6, 12}; // edges of one node

  /** A node with edges of these weights, each longer than the last. */
  private static CrystalGraph star(int... weights) {
    float[] lengths = new float[weights.length];
    for (int k = 0; k < lengths.length; k++) {
      lengths[k] = 1 + k;
    }
    return new CrystalGraph(
            new int[] {29}, new int[] {0, weights.length}, new int[weights.length], lengths)
        .merged(new int[0], weights);
  }

  /** The same neighbors with an edge each. */
  private static CrystalGraph plainStar(int... weights) {
    int[] edges =
        IntStream.range(0, weights.length)
            .flatMap(k -> IntStream.generate(() -> k).limit(weights[k]))
            .toArray();
    float[] lengths = new float[edges.length];
    for (int k = 0; k < lengths.length; k++) {
      lengths[k] = 1 + edges[k];
    }
    return new CrystalGraph(
        new int[] {29}, new int[] {0, edges.length}, new int[edges.length], lengths);
  }

  private static CrystalGraph thinned(double probability, CrystalGraph graph, long seed) {
    return new EdgeDropout(probability).thinned(new Example("mp-30", graph, 0), seed);
  }

  /** Returns how many neighbors are left at 1, 2, … Å. */
  private static int[] left(CrystalGraph thinned) {
    int[] left = new int[WEIGHTS.length];
    for (int edge = 0; edge < thinned.edges(); edge++) {
      left[Math.round(thinned.distance(edge)) - 1] += thinned.weight(edge);
    }
    return left;
  }

  @Test
  void returnsTheGraphItselfWhereNothingIsDropped() {
    CrystalGraph graph = star(WEIGHTS);
    assertThat(thinned(0, graph, 1)).isSameAs(graph);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.2, 0.5, 0.9})
  void dropsTheShareThatItIsToDrop(double probability) {
    int edges = 100_000;
    int[] offsets = {0, edges};
    float[] lengths = new float[edges];
    Arrays.fill(lengths, 2);
    CrystalGraph graph = new CrystalGraph(new int[] {29}, offsets, new int[edges], lengths);
    double error = Math.sqrt(edges * probability * (1 - probability)); // of a binomial number
    assertThat(edges - (double) thinned(probability, graph, 1).edges())
        .isCloseTo(probability * edges, within(5 * error));
  }

  /**
   * Mean, variance, share without any and covariance of what is left of each edge, over many steps,
   * in the merged and in the plain graph, against those of binomial numbers.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.6})
  void dropsTheNeighborsOfAnAtomAsInThePlainGraph(double probability) {
    for (CrystalGraph graph : List.of(star(WEIGHTS), plainStar(WEIGHTS))) {
      int[][] left = new int[DRAWS][];
      for (int seed = 0; seed < DRAWS; seed++) {
        left[seed] = left(thinned(probability, graph, seed));
      }
      for (int k = 0; k < WEIGHTS.length; k++) {
        requireBinomial(column(left, k), WEIGHTS[k], 1 - probability);
        for (int other = 0; other < k; other++) {
          requireIndependent(
              column(left, k), WEIGHTS[k], column(left, other), WEIGHTS[other], 1 - probability);
        }
      }
    }
  }

  private static double[] column(int[][] left, int edge) {
    return Arrays.stream(left).mapToDouble(row -> row[edge]).toArray();
  }

  private static void requireBinomial(double[] left, int trials, double kept) {
    double mean = trials * kept;
    double variance = mean * (1 - kept);
    double fourth = variance * (1 + 3 * (trials - 2) * kept * (1 - kept)); // central moment
    double none = Math.pow(1 - kept, trials);
    assertThat(Arrays.stream(left).average().orElseThrow())
        .isCloseTo(mean, within(5 * Math.sqrt(variance / DRAWS)));
    assertThat(Arrays.stream(left).map(x -> (x - mean) * (x - mean)).average().orElseThrow())
        .isCloseTo(variance, within(5 * Math.sqrt((fourth - variance * variance) / DRAWS)));
    // Five more, where so few are expected that their number is not normally distributed.
    assertThat(Arrays.stream(left).filter(x -> x == 0).count() / (double) DRAWS)
        .isCloseTo(none, within(5 * Math.sqrt(none / DRAWS) + 5.0 / DRAWS));
  }

  private static void requireIndependent(
      double[] left, int trials, double[] others, int otherTrials, double kept) {
    double sum = 0;
    for (int k = 0; k < DRAWS; k++) {
      sum += (left[k] - trials * kept) * (others[k] - otherTrials * kept);
    }
    double error = kept * (1 - kept) * Math.sqrt((double) trials * otherTrials / DRAWS);
    assertThat(sum / DRAWS).isCloseTo(0, within(5 * error));
  }

  @Test
  void keepsWithEachEdgeWhatIsKnownOfIt() {
    CrystalGraph graph = star(WEIGHTS).withEdgeFeatures(new float[] {2, 4, 6, 8, 10});
    for (int seed = 0; seed < 100; seed++) {
      CrystalGraph thinned = thinned(0.5, graph, seed);
      for (int edge = 0; edge < thinned.edges(); edge++) {
        float length = thinned.distance(edge);
        assertThat(thinned.edgeFeature(edge, 0)).isEqualTo(2 * length);
        assertThat(thinned.weight(edge)).isBetween(1, WEIGHTS[Math.round(length) - 1]);
      }
    }
  }

  @Test
  void dropsADirectedEdgeWithoutItsReverse() {
    CrystalGraph pair =
        new CrystalGraph(
            new int[] {11, 17}, new int[] {0, 1, 2}, new int[] {1, 0}, new float[] {3, 3});
    long alone =
        IntStream.range(0, 1000).filter(seed -> thinned(0.5, pair, seed).edges() == 1).count();
    assertThat((double) alone).isCloseTo(500, within(5 * Math.sqrt(250)));
  }

  @Test
  void drawsWithTheSeedAndTheMaterialAlone() {
    CrystalGraph graph = star(WEIGHTS);
    EdgeDropout dropout = new EdgeDropout(0.5);
    int[] first = left(dropout.thinned(new Example("mp-1", graph, 0), 7));
    assertThat(left(dropout.thinned(new Example("mp-1", graph, 5), 7))).isEqualTo(first);
    assertThat(left(dropout.thinned(new Example("mp-2", graph, 0), 7))).isNotEqualTo(first);
    assertThat(left(dropout.thinned(new Example("mp-1", graph, 0), 8))).isNotEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, -0.1, Double.NaN})
  void refusesWhatIsNoProbabilityBelowOne(double probability) {
    assertThatThrownBy(() -> new EdgeDropout(probability))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The probability to leave out an edge must be in [0, 1), got " + probability);
  }
}
