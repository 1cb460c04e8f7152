package org.latticework.trainer.network;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One parameter of a vertex, a row-major matrix.
 *
 * @param name within its vertex; without underscore, at which Deeplearning4j splits names
 * @param rows number of rows
 * @param columns number of columns
 * @param start how its values begin
 * @param spread of random values; else the value itself
 */
public record Parameter(String name, long rows, long columns, Start start, double spread) {
  public Parameter {
    if (name.indexOf('_') >= 0) {
      throw new IllegalArgumentException("A parameter's name has no underscore, got " + name);
    }
  }

  /** An embedding, as PyTorch begins them: normal with standard deviation 1. */
  public static Parameter embedding(String name, long rows, long columns) {
    return new Parameter(name, rows, columns, Start.EMBEDDING, 1);
  }

  /** Weights that begin normal with a standard deviation. */
  public static Parameter normal(String name, long inputs, long columns, double deviation) {
    return new Parameter(name, inputs, columns, Start.NORMAL, deviation);
  }

  /** Weights that begin uniform in ± bound. */
  public static Parameter uniform(String name, long inputs, long columns, double bound) {
    return new Parameter(name, inputs, columns, Start.UNIFORM, bound);
  }

  /** A linear map, as PyTorch begins them: uniform in ± 1 / √inputs. */
  public static Parameter weights(String name, long inputs, long columns) {
    return new Parameter(name, inputs, columns, Start.UNIFORM, 1 / Math.sqrt((double) inputs));
  }

  /** The bias of a linear map: as its weights. */
  public static Parameter bias(String name, long inputs, long columns) {
    return new Parameter(name, 1, columns, Start.UNIFORM, 1 / Math.sqrt((double) inputs));
  }

  /** A row of equal values that the optimizer moves. */
  public static Parameter constant(String name, long columns, double value) {
    return new Parameter(name, 1, columns, Start.CONSTANT, value);
  }

  /** Running statistics: they follow the batches and have no gradient. */
  public static Parameter running(String name, long columns, double value) {
    return new Parameter(name, 1, columns, Start.RUNNING, value);
  }

  public long length() {
    return rows * columns;
  }

  public boolean isTrained() {
    return start != Start.RUNNING;
  }

  /** Whether it has a vector for each element, a row each from hydrogen on. */
  public boolean isPerElement() {
    return start == Start.EMBEDDING;
  }

  /** Whether weight decay is for it: for the weights of linear maps only. */
  public boolean decays() {
    return (start == Start.UNIFORM || start == Start.NORMAL) && rows > 1;
  }

  /** Fills a vector of {@link #length()} with first values, from ND4J's seeded generator. */
  void begin(INDArray vector) {
    switch (start) {
      case EMBEDDING, NORMAL -> vector.assign(Nd4j.randn(vector.dataType(), length()).muli(spread));
      case UNIFORM ->
          vector.assign(Nd4j.rand(vector.dataType(), length()).muli(2 * spread).subi(spread));
      case CONSTANT, RUNNING -> vector.assign(spread);
    }
  }

  /** How values begin. */
  enum Start {
    EMBEDDING,
    NORMAL,
    UNIFORM,
    CONSTANT,
    RUNNING
  }
}
