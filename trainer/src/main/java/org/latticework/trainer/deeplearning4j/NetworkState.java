package org.latticework.trainer.deeplearning4j;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
public final class NetworkState implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = Integer.MAX_VALUE / Float.BYTES; // of an array to be read

  private final float[] parameters;
  private final float[] updaterState; // empty where the optimizer keeps none

  private NetworkState(float[] parameters, float[] updaterState) {
    this.parameters = parameters;
    this.updaterState = updaterState;
  }

  private Object writeReplace() {
    return new Sent(bytes(parameters), bytes(updaterState));
  }

  /** What is sent in its place: Java writes bytes as a block, but floats one by one. */
  private static final class Sent implements Serializable {
    private static final long serialVersionUID = 1L;
    private final byte[] parameters;
    private final byte[] updaterState;

    Sent(byte[] parameters, byte[] updaterState) {
      this.parameters = parameters;
      this.updaterState = updaterState;
    }

    private Object readResolve() {
      return new NetworkState(floats(parameters), floats(updaterState));
    }
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static float[] floats(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  /** Copies the state of a network. */
  public static NetworkState of(ComputationGraph network) {
    return new NetworkState(
        network.params().toFloatVector(),
        updaterState(network).map(INDArray::toFloatVector).orElse(new float[0]));
  }

  /** Copies parameters and the optimizer's state. */
  public static NetworkState of(float[] parameters, float[] updaterState) {
    return new NetworkState(parameters.clone(), updaterState.clone());
  }

  /** Copies the parameters of a network without the optimizer's state. */
  public static NetworkState parametersOf(ComputationGraph network) {
    return new NetworkState(network.params().toFloatVector(), new float[0]);
  }

  /** Gives a network the parameters, and leaves the optimizer's state as it is. */
  public void copyParametersTo(ComputationGraph network) {
    lend(parameters, network::setParams);
  }

  /**
   * Gives a network this state.
   *
   * @throws IllegalArgumentException if the network is of another shape, or learns by an optimizer
   *     that keeps more or less
   */
  public void copyTo(ComputationGraph network) {
    long kept = updaterState(network).map(INDArray::length).orElse(0L);
    if (parameters.length != network.params().length() || updaterState.length != kept) {
      throw new IllegalArgumentException(
          "A network of %d parameters and %d numbers of its optimizer cannot take a state of %d and %d"
              .formatted(network.params().length(), kept, parameters.length, updaterState.length));
    }
    copyParametersTo(network);
    copyUpdaterStateTo(network);
  }

  /** Gives a network's optimizer its state, where there is one here. */
  public void copyUpdaterStateTo(ComputationGraph network) {
    if (updaterState.length > 0) {
      updaterState(network).ifPresent(state -> lend(updaterState, state::assign));
    }
  }

  /** Shows the parameters as an array, which is freed then. */
  public void readParameters(Consumer<INDArray> reader) {
    lend(parameters, reader);
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
  public int length() {
    return parameters.length;
  }

  /** Returns a copy of the parameters. */
  public float[] parameters() {
    return parameters.clone();
  }

  /** Returns other parameters with the same state of the optimizer. */
  public NetworkState withParameters(float[] others) {
    return new NetworkState(others.clone(), updaterState);
  }

  public float parameter(int k) {
    return parameters[k];
  }

  public float updaterState(int k) {
    return updaterState[k];
  }

  /**
   * Averages with another state of the same network, in float. The mean of equal numbers is that
   * number, which the sum of its parts need not be: so what is frozen stays as it is.
   *
   * @param weight of this one; the other has the rest to 1
   */
  public NetworkState mean(NetworkState other, double weight) {
    return new NetworkState(
        mean(parameters, other.parameters, weight), mean(updaterState, other.updaterState, weight));
  }

  private static float[] mean(float[] left, float[] right, double weight) {
    float[] mean = new float[left.length];
    float ofLeft = (float) weight;
    float ofRight = (float) (1 - weight);
    for (int k = 0; k < mean.length; k++) {
      mean[k] = left[k] == right[k] ? left[k] : left[k] * ofLeft + right[k] * ofRight;
    }
    return mean;
  }

  /** Returns whether all of it are finite numbers. */
  public boolean isFinite() {
    return isFinite(parameters) && isFinite(updaterState);
  }

  private static boolean isFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /** Writes both arrays, each after its length, to the last bit. */
  public void write(DataOutputStream out) throws IOException {
    write(parameters, out);
    write(updaterState, out);
  }

  private static void write(float[] values, DataOutputStream out) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @throws IOException if the stream does, ends before, or holds something else
   */
  public static NetworkState read(DataInputStream in) throws IOException {
    return new NetworkState(floats(in), floats(in));
  }

  private static float[] floats(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (!(length >= 0 && length <= LONGEST)) {
      throw new IOException("An array of a network cannot have %d numbers".formatted(length));
    }
    byte[] bytes = in.readNBytes(length * Float.BYTES); // grows with what is there
    if (bytes.length < length * Float.BYTES) {
      throw new EOFException(
          "An array of %d numbers ends after %d bytes".formatted(length, bytes.length));
    }
    float[] values = new float[length];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    return values;
  }
}
