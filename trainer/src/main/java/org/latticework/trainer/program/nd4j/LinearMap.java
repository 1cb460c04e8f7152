package org.latticework.trainer.program.nd4j;

import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.program.Step;
import org.latticework.trainer.program.nd4j.pass.Pass;
import org.latticework.trainer.rows.RowMajor;
import org.nd4j.linalg.api.ndarray.INDArray;

/** x W + b. */
record LinearMap(Step.Dense step) implements Operation {
  /** Returns the rows of a matrix of weights that belong to x. */
  private INDArray own(INDArray weights) {
    return RowMajor.rows(weights, step.firstRow(), (long) step.firstRow() + step.x().channels());
  }

  @Override
  public void forward(Pass pass) {
    INDArray out = pass.out(step.out());
    RowMajor.multiply(pass.value(step.x()), own(pass.weights(step.weights())), out, 0);
    step.bias().ifPresent(bias -> out.addiRowVector(pass.weights(bias)));
  }

  @Override
  public void backward(Pass pass) {
    INDArray gradient = pass.gradient(step.out());
    if (pass.learns(step.weights())) {
      INDArray weights = own(pass.gradient(step.weights()));
      RowMajor.multiplyFirstTransposed(pass.value(step.x()), gradient, weights, 1);
    }
    step.bias().filter(pass::learns).ifPresent(bias -> addSum(pass, gradient, bias));
    if (pass.learns(step.x())) {
      RowMajor.multiplySecondTransposed(
          gradient, own(pass.weights(step.weights())), pass.gradient(step.x()), 1);
    }
  }

  private static void addSum(Pass pass, INDArray gradient, Parameter bias) {
    RowMajor.multiplyFirstTransposed(
        pass.scratch().ones(gradient.rows()), gradient, pass.gradient(bias), 1);
  }
}
