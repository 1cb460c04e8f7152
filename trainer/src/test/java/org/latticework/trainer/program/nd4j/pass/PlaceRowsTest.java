package org.latticework.trainer.program.nd4j.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PlaceRowsTest {
  // Numbers of rows at places: none, one, a whole chunk, one more, and several rounds of chunks.
  private static final int[] LENGTHS = {0, 1, 16, 17, 300, 0, 5, 4200, 0};

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sumsSpreadsAndComparesTheRowsOfEachPlace(boolean grouped) {
    Random random = new Random(2);
    int[] owners =
        IntStream.range(0, LENGTHS.length)
            .flatMap(place -> IntStream.generate(() -> place).limit(LENGTHS[place]))
            .toArray();
    for (int k = owners.length - 1; k > 0 && !grouped; k--) {
      int other = random.nextInt(k + 1);
      int owner = owners[k];
      owners[k] = owners[other];
      owners[other] = owner;
    }
    double[][] x = new double[owners.length][2];
    double[][] sums = new double[LENGTHS.length][2];
    double[][] maxima = new double[LENGTHS.length][2];
    for (int row = 0; row < x.length; row++) {
      for (int k = 0; k < 2; k++) {
        x[row][k] = 1 + random.nextInt(1000); // sums of whole numbers are exact
        sums[owners[row]][k] += x[row][k];
        maxima[owners[row]][k] = Math.max(maxima[owners[row]][k], x[row][k]);
      }
    }

    try (PlaceRows places = new PlaceRows(owners, LENGTHS.length);
        Scratch scratch = new Scratch(DataType.DOUBLE)) {
      INDArray rows = Nd4j.createFromArray(x);
      INDArray out = Nd4j.valueArrayOf(new long[] {LENGTHS.length, 2}, 7.0, DataType.DOUBLE);
      places.sum(rows, out, scratch);
      assertThat(out.toDoubleMatrix()).isDeepEqualTo(sums);

      INDArray spread = Nd4j.create(DataType.DOUBLE, x.length, 2);
      places.spread(out, spread);
      for (int row = 0; row < x.length; row++) {
        assertThat(spread.getDouble(row, 1)).isEqualTo(sums[owners[row]][1]);
      }

      places.max(rows, out, scratch);
      assertThat(out.toDoubleMatrix()).isDeepEqualTo(maxima);
    }
  }
}
