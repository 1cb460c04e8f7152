package org.latticework.trainer.model.saved;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.safetensors.ElementType;
import org.latticework.trainer.safetensors.Tensor;
import org.latticework.trainer.safetensors.TensorType;
import org.latticework.trainer.task.Task;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The parameters and running statistics of a network as named arrays, to the last bit, in the names
 * and the layout of txie-93/cgcnn; docs/model.md lists them.
 */
public final class NetworkArrays {
  private static final String FEATURES = "element_features"; // elements × F

  private NetworkArrays() {}

  /** Where arrays come from. */
  public interface Source {
    /**
     * Returns an array.
     *
     * @throws IOException if there is none of that name
     */
    Tensor tensor(String name) throws IOException;
  }

  /** Returns what the file of a network holds, by name. */
  public static Map<String, TensorType> types(
      NetworkConfig config, Task task, ElementType element) {
    Map<String, TensorType> types = new LinkedHashMap<>();
    if (config.elementFeatures() > 0) {
      types.put(FEATURES, featuresType(config));
    }
    for (NetworkArray array : NetworkArray.of(config, task.outputs().size())) {
      types.put(array.name(), new TensorType(element, array.shape()));
    }
    return types;
  }

  private static TensorType featuresType(NetworkConfig config) {
    return new TensorType(
        ElementType.F32, List.of((long) config.elements(), (long) config.elementFeatures()));
  }

  /** Copies the arrays of a network. */
  static Map<String, Tensor> of(ComputationGraph network) {
    NetworkBlueprint blueprint = NetworkGraph.blueprint(network);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    blueprint.features().ifPresent(table -> tensors.put(FEATURES, table(table)));
    Map<String, INDArray> parameters = network.paramTable();
    for (NetworkArray array : NetworkArray.of(blueprint.config(), outputs(network))) {
      tensors.put(array.name(), tensor(array, parameters));
    }
    return tensors;
  }

  private static int outputs(ComputationGraph network) {
    return network.getParam("output_b").columns();
  }

  private static Tensor table(AtomFeatures features) {
    float[] values = new float[features.elements() * features.size()];
    for (int z = 1; z <= features.elements(); z++) {
      features.copy(z, values, (z - 1) * features.size());
    }
    return Tensor.of(List.of((long) features.elements(), (long) features.size()), values);
  }

  private static Tensor tensor(NetworkArray array, Map<String, INDArray> parameters) {
    List<INDArray> parts = new ArrayList<>();
    for (String name : array.parameters()) {
      INDArray parameter = parameters.get(name);
      INDArray turned = array.transposed() ? parameter.transpose() : parameter;
      parts.add(turned.dup('c').reshape(parameter.length()));
    }
    INDArray whole = Nd4j.concat(0, parts.toArray(INDArray[]::new));
    parts.forEach(INDArray::close);
    try {
      return whole.dataType() == DataType.DOUBLE
          ? Tensor.of(array.shape(), whole.toDoubleVector())
          : Tensor.of(array.shape(), whole.toFloatVector());
    } finally {
      if (whole.closeable()) {
        whole.close();
      }
    }
  }

  /**
   * Checks, before a network is built, that a source holds its arrays.
   *
   * @param outputs t
   * @throws IOException if the source does, or an array has another shape than the network needs
   */
  public static void requireShapes(NetworkConfig config, int outputs, Source source)
      throws IOException {
    for (NetworkArray array : NetworkArray.of(config, outputs)) {
      List<Long> shape = source.tensor(array.name()).type().shape();
      if (!shape.equals(array.shape())) {
        throw new IOException(
            "The array %s has the shape %s, the network needs %s"
                .formatted(array.name(), shape, array.shape()));
      }
    }
  }

  /**
   * Fills a network, but for its table of element features.
   *
   * @param network from {@link NetworkGraph}
   * @param source whose arrays have the shapes that the network needs
   * @throws IOException if the source does
   */
  public static void fill(ComputationGraph network, Source source) throws IOException {
    Map<String, INDArray> parameters = network.paramTable();
    for (NetworkArray array :
        NetworkArray.of(NetworkGraph.blueprint(network).config(), outputs(network))) {
      fill(array, source.tensor(array.name()), parameters);
    }
  }

  private static void fill(NetworkArray array, Tensor tensor, Map<String, INDArray> parameters) {
    INDArray whole =
        tensor.type().element() == ElementType.F64
            ? Nd4j.createFromArray(tensor.doubles())
            : Nd4j.createFromArray(tensor.floats());
    long start = 0;
    for (String name : array.parameters()) {
      INDArray parameter = parameters.get(name);
      INDArray part = whole.get(NDArrayIndex.interval(start, start + parameter.length()));
      start += parameter.length();
      parameter.assign(
          array.transposed()
              ? part.reshape('c', parameter.columns(), parameter.rows()).transpose()
              : part.reshape('c', parameter.shape()));
    }
    whole.close();
  }

  /**
   * Returns the parameters of a network as plain arrays, row by row, by their names in the network;
   * {@code output_W} and {@code output_b} are those of its output layer. Doubles are rounded.
   *
   * @param outputs t
   * @param source whose arrays have the shapes that the network needs
   * @throws IOException if the source does
   */
  static Map<String, float[]> parameters(NetworkConfig config, int outputs, Source source)
      throws IOException {
    Map<String, float[]> parameters = new HashMap<>();
    for (NetworkArray array : NetworkArray.of(config, outputs)) {
      float[] whole = floats(source.tensor(array.name()));
      int parts = array.parameters().size();
      int length = whole.length / parts;
      for (int k = 0; k < parts; k++) {
        float[] part = Arrays.copyOfRange(whole, k * length, (k + 1) * length);
        int rows = Math.toIntExact(array.shape().get(0) / parts);
        parameters.put(array.parameters().get(k), array.transposed() ? turned(part, rows) : part);
      }
    }
    return parameters;
  }

  private static float[] floats(Tensor tensor) {
    if (tensor.type().element() == ElementType.F32) {
      return tensor.floats();
    }
    double[] doubles = tensor.doubles();
    float[] floats = new float[doubles.length];
    for (int k = 0; k < floats.length; k++) {
      floats[k] = (float) doubles[k];
    }
    return floats;
  }

  /** Turns a matrix over. */
  private static float[] turned(float[] matrix, int rows) {
    int columns = matrix.length / rows;
    float[] turned = new float[matrix.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        turned[j * rows + i] = matrix[i * columns + j];
      }
    }
    return turned;
  }

  /**
   * Returns the table of element features that arrays hold; empty where a network has none.
   *
   * @throws IllegalArgumentException if a feature is not finite
   */
  static Optional<AtomFeatures> features(NetworkConfig config, Map<String, Tensor> tensors) {
    if (config.elementFeatures() == 0) {
      return Optional.empty();
    }
    float[] values = tensors.get(FEATURES).floats();
    float[][] rows = new float[config.elements()][config.elementFeatures()];
    for (int z = 0; z < rows.length; z++) {
      System.arraycopy(values, z * rows[z].length, rows[z], 0, rows[z].length);
    }
    return Optional.of(new AtomFeatures(rows));
  }
}
