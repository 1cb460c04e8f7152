package org.latticework.trainer.model.published;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.latticework.featurizer.crystal.Element;
import org.latticework.trainer.safetensors.ElementType;
import org.latticework.trainer.safetensors.Tensor;
import org.latticework.trainer.task.TargetScaler;

/**
 * Turns the arrays of a network of matgl into those of a network here, one after the other. Linear
 * maps there are outputs × inputs; where they read a pair of atoms, the neighbor comes first.
 */
final class MatglWeights {
  private static final String PREFIX = "model.";

  private final Map<String, Tensor> left;
  private final Map<String, Tensor> ours = new LinkedHashMap<>();

  /**
   * Begins.
   *
   * @param theirs arrays by matgl's names
   */
  MatglWeights(Map<String, Tensor> theirs) {
    this.left = new LinkedHashMap<>(theirs);
  }

  /**
   * Takes an array, row by row.
   *
   * @param name behind {@code model.}
   * @throws IOException if there is none, or of another shape
   */
  double[] take(String name, long... shape) throws IOException {
    Tensor tensor = left.remove(PREFIX + name);
    List<Long> needed = Arrays.stream(shape).boxed().toList();
    if (tensor == null || !tensor.type().shape().equals(needed)) {
      throw new IOException(
          "%s%s must have the shape %s by the sizes in model.json, got %s"
              .formatted(PREFIX, name, needed, tensor == null ? "none" : tensor.type().shape()));
    }
    if (tensor.type().element() == ElementType.F64) {
      return tensor.doubles();
    }
    float[] floats = tensor.floats();
    double[] doubles = new double[floats.length];
    Arrays.setAll(doubles, k -> floats[k]);
    return doubles;
  }

  private void put(String name, long rows, long columns, double[] values) {
    ours.put(name, Tensor.of(List.of(rows, columns), values));
  }

  /** Takes the weights of a linear map, and turns them over. */
  void weights(String theirs, String ourName, int inputs, int outputs) throws IOException {
    put(ourName + "Weights", inputs, outputs, turned(take(theirs, outputs, inputs), inputs));
  }

  /** Turns an outputs × inputs matrix over. */
  private static double[] turned(double[] matrix, int inputs) {
    int outputs = matrix.length / inputs;
    double[] turned = new double[matrix.length];
    for (int k = 0; k < matrix.length; k++) {
      turned[k % inputs * outputs + k / inputs] = matrix[k];
    }
    return turned;
  }

  /** Takes a linear map with its bias. */
  void linear(String theirs, String ourName, int inputs, int outputs) throws IOException {
    weights(theirs + ".weight", ourName, inputs, outputs);
    put(ourName + "Bias", 1, outputs, take(theirs + ".bias", outputs));
  }

  /**
   * Takes the layers of a perceptron, whose activations are counted there too.
   *
   * @param sizes of the input and of each layer
   */
  void perceptron(String theirs, String ourName, List<Integer> sizes) throws IOException {
    for (int k = 0; k + 1 < sizes.size(); k++) {
      linear(theirs + "." + 2 * k, ourName + k, sizes.get(k), sizes.get(k + 1));
    }
  }

  /**
   * Puts the center's rows before the neighbor's.
   *
   * @param ourName of weights whose first rows belong to the neighbor, the next to the center
   * @param width rows of each
   */
  void centerFirst(String ourName, int width) {
    Tensor weights = ours.get(ourName + "Weights");
    double[] values = weights.doubles();
    int block = Math.toIntExact(width * weights.type().shape().get(1));
    double[] swapped = values.clone();
    System.arraycopy(values, block, swapped, 0, block);
    System.arraycopy(values, 0, swapped, block, block);
    ours.put(ourName + "Weights", Tensor.of(weights.type().shape(), swapped));
  }

  /**
   * Takes the LSTM of a Set2Set. PyTorch adds two biases, of which only the sum counts.
   *
   * @param width d; the first layer reads 2 d, gates are 4 d
   */
  void set2set(String theirs, String ourName, int width, int layers) throws IOException {
    int gates = 4 * width;
    for (int k = 0; k < layers; k++) {
      int inputs = k == 0 ? 2 * width : width;
      weights("%s.lstm.weight_ih_l%d".formatted(theirs, k), ourName + k + "Input", inputs, gates);
      weights("%s.lstm.weight_hh_l%d".formatted(theirs, k), ourName + k + "State", width, gates);
      double[] bias = take("%s.lstm.bias_ih_l%d".formatted(theirs, k), gates);
      double[] other = take("%s.lstm.bias_hh_l%d".formatted(theirs, k), gates);
      Arrays.setAll(bias, c -> bias[c] + other[c]);
      put(ourName + k + "Bias", 1, gates, bias);
    }
  }

  /**
   * Takes the vectors of elements: row Z − 1 belongs to the atomic number Z, and rows of elements
   * that are not there hold no numbers.
   */
  void embedding(String theirs, List<Element> elements, int width) throws IOException {
    double[] rows = take(theirs, elements.size(), width);
    int last = elements.stream().mapToInt(Element::atomicNumber).max().orElseThrow();
    double[] table = new double[last * width];
    Arrays.fill(table, Double.NaN);
    for (int k = 0; k < elements.size(); k++) {
      int row = elements.get(k).atomicNumber() - 1;
      System.arraycopy(rows, k * width, table, row * width, width);
    }
    put("embedding/Weights", last, width, table);
  }

  /**
   * Takes what follows the readout: hidden layers, and a linear map to one number, which is the
   * output layer here.
   *
   * @param hidden sizes of the hidden layers
   */
  void head(String theirs, int inputs, List<Integer> hidden) throws IOException {
    List<Integer> sizes = new ArrayList<>(List.of(inputs));
    sizes.addAll(hidden);
    perceptron(theirs, "head/", sizes);
    int last = sizes.get(hidden.size());
    String output = theirs + "." + 2 * hidden.size();
    put("output_W", last, 1, take(output + ".weight", 1, last)); // a row, turned over
    put("output_b", 1, 1, take(output + ".bias", 1));
  }

  /**
   * Ends.
   *
   * @throws IOException if there are arrays that no part of the network has taken
   */
  MatglNetwork network(List<Element> elements, TargetScaler scaler) throws IOException {
    if (!left.isEmpty()) {
      throw new IOException(
          "The network has no place for %d of the arrays, such as %s"
              .formatted(left.size(), left.keySet().iterator().next()));
    }
    TreeSet<Integer> numbers = new TreeSet<>();
    elements.forEach(element -> numbers.add(element.atomicNumber()));
    return new MatglNetwork(numbers, scaler, ours);
  }
}
