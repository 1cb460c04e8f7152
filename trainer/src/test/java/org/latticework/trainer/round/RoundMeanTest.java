package org.latticework.trainer.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.latticework.trainer.deeplearning4j.NetworkState;
import org.latticework.trainer.measure.WorkerRound;

class RoundMeanTest {
  private static ShardResult result(int worker, int crystals, float... parameters) {
    float[] moments = parameters.clone();
    for (int k = 0; k < moments.length; k++) {
      moments[k] *= 2;
    }
    return new ShardResult(
        1,
        NetworkState.of(parameters, moments),
        new WorkerRound(
            worker, "executor 1 on here", crystals, crystals * 0.5, 0, 0, 1, List.of()));
  }

  private static float[] parameters(NetworkState state) {
    float[] parameters = new float[state.length()];
    for (int k = 0; k < parameters.length; k++) {
      parameters[k] = state.parameter(k);
    }
    return parameters;
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
    assertThat((double) mean.state().parameter(0)).isCloseTo(27 / 8.0, within(1e-6));
    assertThat((double) mean.state().updaterState(0)).isCloseTo(27 / 4.0, within(2e-6));
    assertThat(mean.rounds()).extracting(WorkerRound::worker).containsExactly(0, 1, 2);
  }

  @Test
  void leavesASingleWorkerAsItIs() {
    NetworkState mean = new RoundMean(1).add(random(0)).state();
    assertThat(parameters(mean)).isEqualTo(parameters(random(0).state()));
  }

  @Test
  void givesTheSameBitsInWhateverOrderWorkersArrive() {
    for (int workers : new int[] {2, 3, 6, 8, 13}) {
      float[] expected = parameters(inOrder(workers, 0).state());
      for (int seed = 1; seed < 20; seed++) {
        assertThat(parameters(inOrder(workers, seed).state())).isEqualTo(expected);
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
    assertThatThrownBy(mean::state)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("2 workers, got 1");
  }
}
