package org.latticework.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.listeners.CollectScoresListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;

class RestingNetworksTest {
  // Names of this test's own: a training that was released keeps nothing any more.
  private final String one = UUID.randomUUID().toString();
  private final String other = UUID.randomUUID().toString();

  private static ComputationGraph network() {
    return ToyExamples.network(new Sgd(0.1), Activation.TANH);
  }

  @AfterEach
  void leaveNothing() {
    RestingNetworks.release(one);
    RestingNetworks.release(other);
  }

  @Test
  void givesBackWhatWasUsedLast() {
    ComputationGraph first = network();
    ComputationGraph last = network();
    RestingNetworks.keep(one, first);
    RestingNetworks.keep(one, last);
    assertThat(RestingNetworks.take(one)).containsSame(last);
    assertThat(RestingNetworks.take(one)).containsSame(first);
    assertThat(RestingNetworks.take(one)).isEmpty();
  }

  @Test
  void leavesTheListenersOfARoundBehind() {
    ComputationGraph network = network();
    network.addListeners(new CollectScoresListener(1));
    RestingNetworks.keep(one, network);
    assertThat(RestingNetworks.take(one).orElseThrow().getListeners()).isEmpty();
  }

  @Test
  void givesNoTrainingTheNetworkOfAnotherAndFreesIt() {
    ComputationGraph network = network();
    RestingNetworks.keep(one, network);
    assertThat(RestingNetworks.take(other)).isEmpty();
    assertThat(network.params().wasClosed()).isFalse();
    RestingNetworks.keep(other, network());
    assertThat(network.params().wasClosed()).isTrue();
    assertThat(RestingNetworks.take(one)).isEmpty();
  }

  @Test
  void freesTheNetworksOfATrainingThatIsOver() {
    ComputationGraph network = network();
    RestingNetworks.keep(one, network);
    RestingNetworks.release(other);
    assertThat(network.params().wasClosed()).isFalse();
    RestingNetworks.release(one);
    assertThat(network.params().wasClosed()).isTrue();
    assertThat(RestingNetworks.take(one)).isEmpty();
  }

  @Test
  void freesTheNetworkOfATaskThatEndsAfterItsTraining() {
    ComputationGraph late = network();
    RestingNetworks.release(one);
    RestingNetworks.keep(one, late);
    assertThat(late.params().wasClosed()).isTrue();
    assertThat(RestingNetworks.take(one)).isEmpty();
  }
}
