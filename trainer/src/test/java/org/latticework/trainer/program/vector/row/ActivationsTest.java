package org.latticework.trainer.program.vector.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latticework.trainer.program.Domain;
import org.latticework.trainer.program.Function;
import org.latticework.trainer.program.Value;
import org.latticework.trainer.program.vector.kernel.Input;
import org.latticework.trainer.program.vector.kernel.Output;
import org.latticework.trainer.program.vector.kernel.Rows;

class ActivationsTest {
  private static final int COUNT = 1 << 16;

  private static Rows rows() {
    Rows rows = new Rows(new Value(0, Domain.ATOM, 1, COUNT));
    rows.reserve(0, 1);
    return rows;
  }

  @ParameterizedTest
  @EnumSource(Function.class)
  void areWithinAFewUnitsOfTheLastPlace(Function function) {
    Rows x = rows();
    Rows gradient = rows();
    Rows y = rows();
    Rows above = rows();
    for (int k = 0; k < COUNT; k++) {
      x.data[k] = (k - COUNT / 2) * (60f / COUNT);
    }
    Arrays.fill(above.data, 2f);
    Input input = new Input(x, gradient);
    input.plan(true, false);
    MapKernel kernel = new MapKernel(input, new Output(y, above), function);
    kernel.forward(0, 1);
    kernel.backward(0, 1);
    for (int k = 0; k < COUNT; k++) {
      double expected = function.value(x.data[k]);
      // Three units of the last place of the result, or of 1 where it is a difference.
      double unit = Math.ulp((float) Math.max(1, Math.abs(expected)));
      assertThat(Math.abs(y.data[k] - expected)).as("at %s", x.data[k]).isLessThan(3 * unit);
      double slope = 2 * function.slope(x.data[k]);
      assertThat(Math.abs(gradient.data[k] - slope))
          .as("slope at %s", x.data[k])
          .isLessThan(8 * Math.ulp(1f));
    }
  }
}
