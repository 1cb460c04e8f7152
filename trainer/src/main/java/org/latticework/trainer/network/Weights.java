package org.latticework.trainer.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The parameters of a network, or their gradients, as views of its part of the flat vector. */
public final class Weights {
  private final List<Parameter> parameters;
  private final INDArray flat;
  private final Map<String, INDArray> views = new LinkedHashMap<>();

  /**
   * Cuts a vector into matrices.
   *
   * @param parameters in the order of the vector
   * @param flat the network's part of all parameters
   */
  public Weights(List<Parameter> parameters, INDArray flat) {
    this.parameters = parameters;
    this.flat = flat;
    long start = 0;
    for (Parameter parameter : parameters) {
      INDArray vector = vector(start, parameter);
      views.put(parameter.name(), vector.reshape('c', parameter.rows(), parameter.columns()));
      start += parameter.length();
    }
  }

  private INDArray vector(long start, Parameter parameter) {
    return flat.reshape(flat.length())
        .get(NDArrayIndex.interval(start, start + parameter.length()));
  }

  /** Fills all with first values, from ND4J's seeded generator. */
  public void begin() {
    long start = 0;
    for (Parameter parameter : parameters) {
      parameter.begin(vector(start, parameter));
      start += parameter.length();
    }
  }

  public List<Parameter> parameters() {
    return parameters;
  }

  /** Returns the whole vector. */
  public INDArray flat() {
    return flat;
  }

  /** Returns a matrix by its name. */
  public INDArray matrix(String name) {
    INDArray matrix = views.get(name);
    if (matrix == null) {
      throw new IllegalArgumentException(
          "No parameter \"%s\", have %s".formatted(name, views.keySet()));
    }
    return matrix;
  }

  /** Returns all matrices by name, in the vector's order. */
  public Map<String, INDArray> matrices() {
    return views;
  }
}
