package org.latticework.trainer.program.nd4j.pass;

import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.network.Weights;
import org.latticework.trainer.program.Value;
import org.latticework.trainer.rows.RowMajor;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One batch on its way through a program: values, then gradients. */
public final class Pass {
  private final BatchRows rows;
  private final Weights weights;
  private final GradientPath path;
  private final boolean training;
  private final Slots valueSlots;
  private final Slots gradientSlots;
  private final Scratch scratch;
  private final INDArray[] values;
  private final INDArray[] gradients;
  private final boolean[] begun; // by value; whether something was added to its gradient
  private Weights weightGradients;

  public Pass(
      BatchRows rows,
      Weights weights,
      GradientPath path,
      boolean training,
      Slots valueSlots,
      Slots gradientSlots,
      Scratch scratch,
      int steps) {
    this.rows = rows;
    this.weights = weights;
    this.weightGradients = weights;
    this.path = path;
    this.training = training;
    this.valueSlots = valueSlots;
    this.gradientSlots = gradientSlots;
    this.scratch = scratch;
    this.values = new INDArray[steps];
    this.gradients = new INDArray[steps];
    this.begun = new boolean[steps];
  }

  public BatchRows rows() {
    return rows;
  }

  public Scratch scratch() {
    return scratch;
  }

  /** Returns a matrix of scratch like that of a value's component. */
  public INDArray scratch(String name, Value like) {
    return scratch.matrix(name, rows.count(like.domain()), like.channels());
  }

  /** Returns whether the pass computes a norm with the statistics of the batch. */
  public boolean trains(Value norm) {
    return training && path.learns(norm);
  }

  public boolean learns(Value value) {
    return path.learns(value);
  }

  public boolean learns(Parameter parameter) {
    return path.learns(parameter);
  }

  /** Returns the matrix that a step is to write. */
  public INDArray out(Value value) {
    INDArray out = matrix(valueSlots, value);
    values[value.index()] = out;
    return out;
  }

  private INDArray matrix(Slots slots, Value value) {
    long count = (long) value.components() * rows.count(value.domain());
    return scratch.matrix(slots.name(value), count, value.channels());
  }

  /** Returns what a step has written; its value has rows. */
  public INDArray value(Value value) {
    return values[value.index()];
  }

  /** Returns the rows of one component of a matrix that belongs to a value. */
  public INDArray component(INDArray matrix, Value value, int component) {
    long count = rows.count(value.domain());
    return value.components() == 1
        ? matrix
        : RowMajor.rows(matrix, component * count, (component + 1) * count);
  }

  public INDArray weights(Parameter parameter) {
    return weights.matrix(parameter.name());
  }

  /** Goes back: gradients of parameters are added to what is given, which is zero. */
  public void turn(Weights gradients) {
    weightGradients = gradients;
  }

  public INDArray gradient(Parameter parameter) {
    return weightGradients.matrix(parameter.name());
  }

  /** Returns the gradient of a value so far, to be added to. */
  public INDArray gradient(Value value) {
    if (!begun[value.index()]) {
      begin(value).assign(0);
    }
    return gradients[value.index()];
  }

  /** Adds to the gradient of a value, if it learns. */
  public void add(Value value, INDArray gradient) {
    if (path.learns(value) && begun[value.index()]) {
      gradients[value.index()].addi(gradient);
    } else if (path.learns(value)) {
      begin(value).assign(gradient);
    }
  }

  private INDArray begin(Value value) {
    begun[value.index()] = true;
    gradients[value.index()] = matrix(gradientSlots, value);
    return gradients[value.index()];
  }
}
