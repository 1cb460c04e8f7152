package org.latticework.trainer.rows;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log1p;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * softplus(x) = ln(1 + eˣ), computed as max(x − 80, 0) + ln(1 + exp(min(x, 80))): ND4J's own
 * overflows where eˣ does. Beyond 80, softplus(x) is x to the last digit of a double.
 */
public final class Softplus {
  private static final double LINEAR_FROM = 80;

  private Softplus() {}

  /**
   * Writes softplus(x) over x.
   *
   * @param exponential receives exp(min(x, 80)) for {@link #slope}
   * @param scratch overwritten
   */
  public static void apply(INDArray x, INDArray exponential, INDArray scratch) {
    scratch.assign(x);
    scratch.subi(LINEAR_FROM);
    Transforms.relu(scratch, false);
    Nd4j.exec(new ScalarMin(x, null, x, LINEAR_FROM));
    Nd4j.exec(new Exp(x, exponential));
    Nd4j.exec(new Log1p(exponential, x));
    x.addi(scratch);
  }

  /**
   * Writes the derivative eˣ / (1 + eˣ) over {@link #apply}'s exponentials.
   *
   * @param scratch overwritten
   */
  public static void slope(INDArray exponential, INDArray scratch) {
    exponential.addi(1, scratch);
    exponential.divi(scratch);
  }
}
