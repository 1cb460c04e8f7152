package org.latticework.trainer.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.listeners.CollectScoresListener;
import org.junit.jupiter.api.Test;
import org.latticework.trainer.ToyExamples;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;

class NetworkPoolTest {
  private static final String ONE = "one";
  private static final String OTHER = "other";
  private long now = 5; // ns
  private final NetworkPool pool = new NetworkPool(() -> now);

  private static ComputationGraph network() {
    return ToyExamples.network(new Sgd(0.1), Activation.TANH);
  }

  @Test
  void givesBackWhatWasUsedLast() {
    ComputationGraph first = network();
    ComputationGraph last = network();
    pool.keep(ONE, first);
    pool.keep(ONE, last);
    assertThat(pool.take(ONE)).containsSame(last);
    assertThat(pool.take(ONE)).containsSame(first);
    assertThat(pool.take(ONE)).isEmpty();
  }

  @Test
  void leavesTheListenersOfARoundBehind() {
    ComputationGraph network = network();
    network.addListeners(new CollectScoresListener(1));
    pool.keep(ONE, network);
    assertThat(pool.take(ONE).orElseThrow().getListeners()).isEmpty();
  }

  @Test
  void keepsTheNetworksOfTwoTrainingsAtOnceApart() {
    ComputationGraph ofOne = network();
    ComputationGraph ofOther = network();
    pool.keep(ONE, ofOne);
    pool.keep(OTHER, ofOther);
    assertThat(pool.take(ONE)).containsSame(ofOne);
    assertThat(pool.take(OTHER)).containsSame(ofOther);
    assertThat(ofOne.params().wasClosed()).isFalse();
  }

  @Test
  void freesNetworksThatHaveWaitedTooLongWhenAnotherTrainingComes() {
    ComputationGraph network = network();
    pool.keep(ONE, network);
    now += NetworkPool.LONGEST_IDLE.toNanos();
    pool.keep(OTHER, network());
    assertThat(network.params().wasClosed()).isFalse();
    now++;
    pool.keep(OTHER, network());
    assertThat(network.params().wasClosed()).isTrue();
    assertThat(pool.take(ONE)).isEmpty();
  }

  @Test
  void freesTheNetworksOfATrainingThatIsOver() {
    ComputationGraph network = network();
    pool.keep(ONE, network);
    pool.release(OTHER);
    assertThat(network.params().wasClosed()).isFalse();
    pool.release(ONE);
    assertThat(network.params().wasClosed()).isTrue();
    assertThat(pool.take(ONE)).isEmpty();
  }

  @Test
  void freesTheNetworkOfATaskThatEndsAfterItsTraining() {
    ComputationGraph late = network();
    pool.release(ONE);
    pool.keep(ONE, late);
    assertThat(late.params().wasClosed()).isTrue();
    assertThat(pool.take(ONE)).isEmpty();
  }
}
