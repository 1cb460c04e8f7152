package org.latticework.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RoundMeanTest {
  private static ShardResult result(int worker, int crystals, float... parameters) {
    INDArray values = Nd4j.createFromArray(parameters);
    return new ShardResult(
        new ParameterAveragingTrainingResult(values, values.mul(2), 0, null, null, null),
        new WorkerRound(worker, crystals, crystals * 0.5, 0, 1));
  }

  private static ShardResult random(int worker) {
    Random random = new Random(worker);
    float[] parameters = new float[50];
    for (int k = 0; k < parameters.length; k++) {
      parameters[k] = (float) Math.exp(10 * random.nextGaussian());
    }
    return result(worker, 60 + worker % 5, parameters);
  }

  @Test
  void weighsWorkersByTheirCrystals() {
    RoundMean mean = new RoundMean(3);
    mean.add(result(2, 1, 1f)).add(result(0, 5, 2f)).add(result(1, 2, 8f));
    // (1 · 1 + 5 · 2 + 2 · 8) / 8; two float roundings.
    assertThat(mean.parameters().getDouble(0)).isCloseTo(27 / 8.0, within(1e-6));
    assertThat(mean.updaterState().getDouble(0)).isCloseTo(27 / 4.0, within(2e-6));
    assertThat(mean.rounds()).extracting(WorkerRound::worker).containsExactly(0, 1, 2);
  }

  @Test
  void leavesASingleWorkerAsItIs() {
    INDArray mean = new RoundMean(1).add(random(0)).parameters();
    assertThat(mean.toFloatVector()).isEqualTo(random(0).getParameters().toFloatVector());
    assertThat(mean.dataType()).isEqualTo(DataType.FLOAT);
  }

  @Test
  void givesTheSameBitsInWhateverOrderWorkersArrive() {
    for (int workers : new int[] {2, 3, 6, 8, 13}) {
      float[] expected = inOrder(workers, 0).parameters().toFloatVector();
      for (int seed = 1; seed < 20; seed++) {
        assertThat(inOrder(workers, seed).parameters().toFloatVector()).isEqualTo(expected);
      }
    }
  }

  /** Adds workers one by one or in groups that are merged, in an order drawn from the seed. */
  private static RoundMean inOrder(int workers, int seed) {
    List<RoundMean> parts = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      parts.add(new RoundMean(workers).add(random(worker)));
    }
    Random random = new Random(seed);
    while (parts.size() > 1) {
      Collections.shuffle(parts, random);
      parts.get(0).merge(parts.remove(parts.size() - 1));
    }
    return parts.get(0);
  }

  @Test
  void refusesToAverageBeforeAllHaveArrived() {
    RoundMean mean = new RoundMean(2).add(result(1, 1, 1f));
    assertThatThrownBy(mean::parameters)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("2 workers, got 1");
  }
}
