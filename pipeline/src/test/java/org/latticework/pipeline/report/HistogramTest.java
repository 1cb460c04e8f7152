package org.latticework.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {
  @Test
  void countsBothEndsAndWhatLiesBeyondThem() {
    Histogram histogram = of(4, -7, 0, 0.999, 1, 3.5, 4, 11);
    assertThat(counts(histogram)).containsExactly(3, 1, 0, 3);
    assertThat(histogram.total()).isEqualTo(7);
    assertThat(histogram.share(0)).isEqualTo(3 / 7.0);
  }

  @Test
  void holdsASingleValueThatIsBothBounds() {
    Histogram histogram = new Histogram(2, 2, 3);
    histogram.add(2);
    assertThat(counts(histogram)).containsExactly(1, 0, 0);
  }

  @Test
  void measuresNothingBetweenEqualShapesOfDifferentSize() {
    assertThat(of(4, 0.5, 1.5).shift(of(4, 0.1, 1.1, 0.2, 1.2))).isZero();
  }

  @Test
  void measuresOneBetweenShapesThatShareNoBin() {
    assertThat(of(4, 0.5, 1.5).shift(of(4, 2.5, 3.5))).isEqualTo(1);
    assertThat(of(4, 2.5, 3.5).shift(of(4, 0.5, 1.5))).isEqualTo(1);
  }

  @Test
  void measuresTheLargestDifferenceOfCumulativeShares() {
    // Cumulative shares at the ends of the bins: 1/2, 1/2, 1, 1 and 1/4, 3/4, 3/4, 1.
    assertThat(of(4, 0.5, 2.5).shift(of(4, 0.5, 1.5, 1.5, 3.5))).isEqualTo(0.25);
  }

  @Test
  void agreesWithKolmogorovAndSmirnovOnUnbinnedValuesToAFineBin() {
    Random random = new Random(7);
    double[] a = random.doubles(500, 0, 4).toArray();
    double[] b = random.doubles(300, 0, 4).map(x -> x * x / 4).toArray();
    // A bin of 4/4096 holds about one value of the 800, whose share is at most 1/300.
    assertThat(of(4096, a).shift(of(4096, b))).isCloseTo(unbinned(a, b), within(2 / 300.0));
  }

  @Test
  void mergesIntoTheHistogramOfAllValues() {
    Histogram all = of(4, 0.5, 1.5, 3.5);
    assertThat(counts(of(4, 0.5).merge(of(4, 1.5, 3.5)))).containsExactly(counts(all));
  }

  @Test
  void takesValuesDrawnTogetherForOneOrForFewerIfOneDrawOutweighsTheOthers() {
    Histogram histogram = of(4);
    assertThat(histogram.independent()).isZero();
    histogram.addTogether(new float[] {0, 1}, new long[] {1, 2});
    assertThat(counts(histogram)).containsExactly(1, 2, 0, 0);
    assertThat(histogram.independent()).isEqualTo(1);
    histogram.merge(of(4, 3));
    assertThat(histogram.independent()).isEqualTo(4.0 * 4.0 / (3 * 3 + 1));
    assertThat(of(4, 0.5, 1.5, 3.5).independent()).isEqualTo(3);
  }

  @Test
  void refusesOtherBinsAndBoundsThatAreNone() {
    assertThatThrownBy(() -> of(4).merge(new Histogram(0, 5, 4)))
        .hasMessage("Histograms must have the same bins, got 4 in [0.0, 4.0] and 4 in [0.0, 5.0]");
    assertThatThrownBy(() -> new Histogram(Double.NaN, 1, 4)).hasMessageContaining("min=NaN");
  }

  private static Histogram of(int bins, double... values) {
    Histogram histogram = new Histogram(0, 4, bins);
    Arrays.stream(values).forEach(histogram::add);
    return histogram;
  }

  private static long[] counts(Histogram histogram) {
    long[] counts = new long[histogram.bins()];
    Arrays.setAll(counts, histogram::count);
    return counts;
  }

  private static double unbinned(double[] a, double[] b) {
    double shift = 0;
    for (double x : a) {
      shift = Math.max(shift, Math.abs(below(a, x) - below(b, x)));
    }
    for (double x : b) {
      shift = Math.max(shift, Math.abs(below(a, x) - below(b, x)));
    }
    return shift;
  }

  private static double below(double[] values, double x) {
    return Arrays.stream(values).filter(value -> value <= x).count() / (double) values.length;
  }
}
