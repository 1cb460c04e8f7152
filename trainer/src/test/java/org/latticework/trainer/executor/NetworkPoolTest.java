package org.latticework.trainer.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.listeners.CollectScoresListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.latticework.trainer.ToyExamples;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;

class NetworkPoolTest {
  // Names of this test's own: a training that was released keeps nothing any more.
  private final String one = UUID.randomUUID().toString();
  private final String other = UUID.randomUUID().toString();

  private static ComputationGraph network() {
    return ToyExamples.network(new Sgd(0.1), Activation.TANH);
  }

  @AfterEach
  void leaveNothing() {
    NetworkPool.release(one);
    NetworkPool.release(other);
  }

  @Test
  void givesBackWhatWasUsedLast() {
    ComputationGraph first = network();
    ComputationGraph last = network();
    NetworkPool.keep(one, first);
    NetworkPool.keep(one, last);
    assertThat(NetworkPool.take(one)).containsSame(last);
    assertThat(NetworkPool.take(one)).containsSame(first);
    assertThat(NetworkPool.take(one)).isEmpty();
  }

  @Test
  void leavesTheListenersOfARoundBehind() {
    ComputationGraph network = network();
    network.addListeners(new CollectScoresListener(1));
    NetworkPool.keep(one, network);
    assertThat(NetworkPool.take(one).orElseThrow().getListeners()).isEmpty();
  }

  @Test
  void givesNoTrainingTheNetworkOfAnotherAndFreesIt() {
    ComputationGraph network = network();
    NetworkPool.keep(one, network);
    assertThat(NetworkPool.take(other)).isEmpty();
    assertThat(network.params().wasClosed()).isFalse();
    NetworkPool.keep(other, network());
    assertThat(network.params().wasClosed()).isTrue();
    assertThat(NetworkPool.take(one)).isEmpty();
  }

  @Test
  void freesTheNetworksOfATrainingThatIsOver() {
    ComputationGraph network = network();
    NetworkPool.keep(one, network);
    NetworkPool.release(other);
    assertThat(network.params().wasClosed()).isFalse();
    NetworkPool.release(one);
    assertThat(network.params().wasClosed()).isTrue();
    assertThat(NetworkPool.take(one)).isEmpty();
  }

  @Test
  void freesTheNetworkOfATaskThatEndsAfterItsTraining() {
    ComputationGraph late = network();
    NetworkPool.release(one);
    NetworkPool.keep(one, late);
    assertThat(late.params().wasClosed()).isTrue();
    assertThat(NetworkPool.take(one)).isEmpty();
  }
}
