package org.latticework.jobs.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latticework.jobs.predictor.CrystalVectors.Near;

class CrystalVectorsTest {
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "50, 3, 4", "200, 64, 10", "200, 17, 1", "30, 40, 100"})
  void findsThoseThatSortingFinds(int crystals, int width, int count) {
    Random random = new Random(crystals + width);
    float[] vectors = new float[crystals * width];
    for (int k = 0; k < vectors.length; k++) {
      vectors[k] = random.nextInt(3); // so that distances are often equal
    }
    float[] to = new float[width];
    List<Near> all = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int k = 0; k < crystals; k++) {
      double sum = 0;
      for (int c = 0; c < width; c++) {
        sum += Math.pow(vectors[k * width + c], 2);
      }
      names.add("c" + k);
      all.add(new Near("c" + k, Math.sqrt(sum)));
    }
    all.sort(Comparator.comparingDouble(Near::distance)); // stable
    assertThat(new CrystalVectors(names, vectors).nearest(to, count))
        .isEqualTo(all.subList(0, Math.min(count, crystals)));
  }

  @Test
  void measuresAsEuclid() {
    CrystalVectors two = new CrystalVectors(List.of("a", "b"), new float[] {3, 4, 0, 1});
    List<Near> found = two.nearest(new float[] {0, 0}, 2);
    assertThat(found).extracting(Near::materialId).containsExactly("b", "a");
    assertThat(found.get(1).distance()).isCloseTo(5, within(1e-12));
    assertThat(CrystalVectors.none().nearest(new float[0], 1)).isEmpty();
  }

  @Test
  void refusesNumbersThatAreNoVectors() {
    assertThatThrownBy(() -> new CrystalVectors(List.of("a", "b"), new float[3]))
        .hasMessage("3 numbers are no vectors of 2 crystals");
  }
}
