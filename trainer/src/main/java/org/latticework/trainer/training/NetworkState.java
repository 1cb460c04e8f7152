package org.latticework.trainer.training;

import java.io.Serializable;
import java.util.Optional;
import java.util.function.Consumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Parameters of a network, in float, and its optimizer's state, on the heap: what travels between
 * driver and workers. ND4J's arrays would leave memory behind on every machine they come to, every
 * round, until the garbage collector finds them.
 */
final class NetworkState implements Serializable {
  private static final long serialVersionUID = 1L;

  private final float[] parameters;
  private final float[] updaterState; // empty where the optimizer keeps none

  private NetworkState(float[] parameters, float[] updaterState) {
    this.parameters = parameters;
    this.updaterState = updaterState;
  }

  /** Copies the state of a network. */
  static NetworkState of(ComputationGraph network) {
    return new NetworkState(
        network.params().toFloatVector(),
        updaterState(network).map(INDArray::toFloatVector).orElse(new float[0]));
  }

  /** Copies parameters and the optimizer's state. */
  static NetworkState of(float[] parameters, float[] updaterState) {
    return new NetworkState(parameters.clone(), updaterState.clone());
  }

  /** Gives a network this state. */
  void copyTo(ComputationGraph network) {
    lend(parameters, network::setParams);
    updaterState(network).ifPresent(state -> lend(updaterState, state::assign));
  }

  private static void lend(float[] values, Consumer<INDArray> reader) {
    INDArray array = Nd4j.createFromArray(values);
    reader.accept(array);
    array.close();
  }

  private static Optional<INDArray> updaterState(ComputationGraph network) {
    return Optional.ofNullable(network.getUpdater().getStateViewArray());
  }

  /** Returns the number of parameters. */
  int length() {
    return parameters.length;
  }

  float parameter(int k) {
    return parameters[k];
  }

  float updaterState(int k) {
    return updaterState[k];
  }

  /**
   * Averages with another state of the same network, in float.
   *
   * @param weight of this one; the other has the rest to 1
   */
  NetworkState mean(NetworkState other, double weight) {
    return new NetworkState(
        mean(parameters, other.parameters, weight), mean(updaterState, other.updaterState, weight));
  }

  private static float[] mean(float[] left, float[] right, double weight) {
    float[] mean = new float[left.length];
    float ofLeft = (float) weight;
    float ofRight = (float) (1 - weight);
    for (int k = 0; k < mean.length; k++) {
      mean[k] = left[k] * ofLeft + right[k] * ofRight;
    }
    return mean;
  }
}
