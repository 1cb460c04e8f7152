package org.latticework.trainer.program.nd4j;

import java.util.Optional;
import org.latticework.trainer.program.Step;
import org.latticework.trainer.program.nd4j.pass.Pass;
import org.latticework.trainer.rows.ChannelNorm;
import org.latticework.trainer.rows.NormParameters;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A batch norm, of values with one component. */
final class Norm implements Operation {
  private final Step.BatchNorm step;
  private Optional<ChannelNorm> trained = Optional.empty(); // of the last pass, if it was training

  Norm(Step.BatchNorm step) {
    this.step = step;
  }

  @Override
  public void forward(Pass pass) {
    INDArray out = pass.out(step.out());
    NormParameters parameters =
        new NormParameters(
            pass.weights(step.scale()),
            pass.weights(step.shift()),
            pass.weights(step.mean()),
            pass.weights(step.variance()));
    if (pass.trains(step.out())) {
      INDArray normalized = pass.scratch("normalized %d".formatted(step.out().index()), step.out());
      normalized.assign(pass.value(step.x()));
      ChannelNorm norm =
          ChannelNorm.training(
              normalized, pass.rows().counts(step.out().domain()), parameters, out);
      norm.apply(out);
      trained = Optional.of(norm);
    } else {
      out.assign(pass.value(step.x()));
      ChannelNorm.inference(out, parameters);
      trained = Optional.empty();
    }
  }

  @Override
  public void backward(Pass pass) {
    INDArray gradient = pass.gradient(step.out());
    back(gradient, pass);
    pass.add(step.x(), gradient);
  }

  /** The running statistics move even so. */
  @Override
  public void unread(Pass pass) {
    back(pass.gradient(step.out()), pass);
  }

  private void back(INDArray gradient, Pass pass) {
    NormParameters gradients =
        new NormParameters(
            pass.gradient(step.scale()),
            pass.gradient(step.shift()),
            pass.gradient(step.mean()),
            pass.gradient(step.variance()));
    trained.orElseThrow().backward(gradient, gradients, pass.scratch("product", step.out()));
  }
}
