package org.latticework.featurizer.neighbor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankedKeysTest {
  private static final double RADIUS = 8; // Å

  @Test
  void sortsFewKeys() {
    assertSorted(10, u -> RADIUS * u);
  }

  @Test
  void sortsKeysThatFillTheSphereEvenly() {
    assertSorted(500, u -> RADIUS * Math.cbrt(u));
  }

  @Test
  void sortsKeysThatCrowdNearTheCenter() {
    assertSorted(500, u -> 0.5 * u);
  }

  @Test
  void sortsKeysOfOneDistanceByImage() {
    assertSorted(500, u -> u < 0.9 ? RADIUS : 2);
  }

  private static void assertSorted(int count, DoubleUnaryOperator distance) {
    Random random = new Random(5);
    double[] distances = random.doubles(count).map(distance).toArray();
    RankedKeys keys = new RankedKeys(RADIUS);
    keys.clear(count);
    for (int image = count - 1; image >= 0; image--) {
      keys.add(distances[image], image);
    }

    keys.sort();

    List<Integer> expected =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingLong(image -> Math.round(distances[image] * 1e5)))
            .toList();
    assertThat(keys.count()).isEqualTo(count);
    assertThat(IntStream.range(0, count).mapToObj(keys::image)).isEqualTo(expected);
  }
}
