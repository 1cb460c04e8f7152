package org.latticework.trainer.program.nd4j;

import org.latticework.trainer.program.Step;
import org.latticework.trainer.program.Value;
import org.latticework.trainer.program.nd4j.pass.Pass;
import org.latticework.trainer.rows.RowMajor;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Steps that put channels together and take them apart. */
final class Channels {
  private Channels() {}

  /** All parts side by side. */
  record Concat(Step.Concat step) implements Operation {
    @Override
    public void forward(Pass pass) {
      INDArray out = pass.out(step.out());
      int from = 0;
      for (Value part : step.parts()) {
        RowMajor.columns(out, from, from + part.channels()).assign(pass.value(part));
        from += part.channels();
      }
    }

    @Override
    public void backward(Pass pass) {
      int from = 0;
      for (Value part : step.parts()) {
        pass.add(part, RowMajor.columns(pass.gradient(step.out()), from, from + part.channels()));
        from += part.channels();
      }
    }
  }

  /** Some channels. */
  record Slice(Step.Slice step) implements Operation {
    private INDArray own(INDArray matrix) {
      return RowMajor.columns(matrix, step.first(), step.first() + step.out().channels());
    }

    @Override
    public void forward(Pass pass) {
      pass.out(step.out()).assign(own(pass.value(step.x())));
    }

    @Override
    public void backward(Pass pass) {
      own(pass.gradient(step.x())).addi(pass.gradient(step.out()));
    }
  }
}
