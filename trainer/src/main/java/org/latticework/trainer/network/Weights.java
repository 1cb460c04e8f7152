package org.latticework.trainer.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The parameters of a vertex, or their gradients, as views of its part of the flat vector. */
public final class Weights {
  private final List<Parameter> parameters;
  private final INDArray flat;
  private final Map<String, INDArray> views = new LinkedHashMap<>();

  /**
   * Cuts a vector into matrices.
   *
   * @param parameters in the order of the vector
   * @param flat the vertex' part of all parameters; not looked at where there are none
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

  /** Returns the whole vector; null where there are no parameters, as Deeplearning4j wants it. */
  public INDArray flat() {
    return parameters.isEmpty() ? null : flat;
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
