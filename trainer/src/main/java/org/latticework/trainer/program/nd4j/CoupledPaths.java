package org.latticework.trainer.program.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.latticework.trainer.program.Step;
import org.latticework.trainer.program.nd4j.pass.Pass;
import org.latticework.trainer.program.nd4j.pass.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A tensor product with harmonics, path by path. */
final class CoupledPaths implements Operation {
  private final Step.TensorProduct step;
  private final List<CoupledPath> paths = new ArrayList<>();

  CoupledPaths(Step.TensorProduct step, Scratch scratch) {
    this.step = step;
    int channel = 0;
    for (Step.Path path : step.paths()) {
      paths.add(new CoupledPath(step, path, channel, scratch));
      channel += path.x().channels();
    }
  }

  @Override
  public void forward(Pass pass) {
    INDArray out = pass.out(step.out());
    paths.forEach(path -> path.forward(out, pass));
  }

  @Override
  public void backward(Pass pass) {
    INDArray gradient = pass.gradient(step.out());
    paths.forEach(path -> path.backward(gradient, pass));
  }

  @Override
  public void close() {
    paths.forEach(CoupledPath::close);
  }
}
