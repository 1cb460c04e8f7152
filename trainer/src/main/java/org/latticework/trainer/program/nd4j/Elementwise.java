package org.latticework.trainer.program.nd4j;

import org.latticework.trainer.program.Function;
import org.latticework.trainer.program.Step;
import org.latticework.trainer.program.Value;
import org.latticework.trainer.program.nd4j.pass.Pass;
import org.latticework.trainer.rows.RowMajor;
import org.latticework.trainer.rows.Softplus;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;

/** Steps from numbers to numbers, each by itself. */
final class Elementwise {
  private static final double LN_2 = Math.log(2);

  private Elementwise() {}

  /** A matrix of scratch as large as a value. */
  private static INDArray like(INDArray x, String name, Pass pass) {
    return pass.scratch().matrix(name, x.rows(), x.columns());
  }

  /** f(x). */
  record Map(Step.Map step) implements Operation {
    @Override
    public void forward(Pass pass) {
      INDArray x = pass.value(step.x());
      INDArray out = pass.out(step.out());
      switch (step.function()) {
        case SIGMOID -> Nd4j.exec(new Sigmoid(x, out));
        case SILU -> {
          Nd4j.exec(new Sigmoid(x, out));
          out.muli(x);
        }
        case SHIFTED_SOFTPLUS -> {
          out.assign(x);
          Softplus.apply(out, like(x, "exponential", pass), like(x, "linear", pass));
          out.subi(LN_2);
        }
        case TANH -> Nd4j.exec(new Tanh(x, out));
      }
    }

    @Override
    public void backward(Pass pass) {
      INDArray gradient = pass.gradient(step.out());
      gradient.muli(slope(step.function(), pass.value(step.x()), pass.value(step.out()), pass));
      pass.add(step.x(), gradient);
    }

    private static INDArray slope(Function function, INDArray x, INDArray out, Pass pass) {
      INDArray slope = like(x, "slope", pass);
      switch (function) {
        case SIGMOID -> { // s (1 − s)
          out.rsub(1, slope);
          slope.muli(out);
        }
        case SILU -> { // s + x s (1 − s)
          Nd4j.exec(new Sigmoid(x, slope));
          INDArray product = out.mul(slope, like(x, "product", pass));
          slope.addi(out);
          slope.subi(product);
        }
        case SHIFTED_SOFTPLUS -> Nd4j.exec(new Sigmoid(x, slope));
        case TANH -> { // 1 − t²
          out.mul(out, slope);
          slope.rsubi(1);
        }
      }
      return slope;
    }
  }

  /** a + b. */
  record Add(Step.Add step) implements Operation {
    @Override
    public void forward(Pass pass) {
      pass.value(step.a()).add(pass.value(step.b()), pass.out(step.out()));
    }

    @Override
    public void backward(Pass pass) {
      INDArray gradient = pass.gradient(step.out());
      pass.add(step.a(), gradient);
      pass.add(step.b(), gradient);
    }
  }

  /** x times a number. */
  record Scale(Step.Scale step) implements Operation {
    @Override
    public void forward(Pass pass) {
      pass.value(step.x()).mul(step.factor(), pass.out(step.out()));
    }

    @Override
    public void backward(Pass pass) {
      pass.add(step.x(), pass.gradient(step.out()).muli(step.factor()));
    }
  }

  /** a / (b + ε). */
  record Quotient(Step.Quotient step) implements Operation {
    @Override
    public void forward(Pass pass) {
      INDArray divisor = pass.value(step.b()).add(step.epsilon(), divisor(pass));
      pass.value(step.a()).div(divisor, pass.out(step.out()));
    }

    private INDArray divisor(Pass pass) {
      return like(pass.value(step.b()), "divisor", pass);
    }

    @Override
    public void backward(Pass pass) {
      INDArray gradient = pass.gradient(step.out());
      gradient.divi(pass.value(step.b()).add(step.epsilon(), divisor(pass)));
      pass.add(step.a(), gradient);
      gradient.muli(pass.value(step.out()));
      pass.add(step.b(), gradient.negi());
    }
  }

  /**
   * a ⊙ b. A b of one component multiplies one block of a, a component, after the other; else the
   * only block is all of a.
   */
  record Multiply(Step.Multiply step) implements Operation {
    private int blocks() {
      return step.b().components() == step.a().components() ? 1 : step.a().components();
    }

    private INDArray block(INDArray matrix, int block) {
      long rows = matrix.rows() / blocks();
      return blocks() == 1 ? matrix : RowMajor.rows(matrix, block * rows, (block + 1) * rows);
    }

    private boolean byRow() {
      return step.b().channels() < step.a().channels();
    }

    private void multiply(INDArray x, INDArray b, INDArray out) {
      if (byRow()) {
        RowMajor.scaleRows(x, b, out);
      } else {
        x.mul(b, out);
      }
    }

    @Override
    public void forward(Pass pass) {
      INDArray out = pass.out(step.out());
      for (int k = 0; k < blocks(); k++) {
        multiply(block(pass.value(step.a()), k), pass.value(step.b()), block(out, k));
      }
    }

    @Override
    public void backward(Pass pass) {
      INDArray gradient = pass.gradient(step.out());
      for (int k = 0; k < blocks() && pass.learns(step.b()); k++) {
        addFactor(block(gradient, k), block(pass.value(step.a()), k), step.b(), pass);
      }
      for (int k = 0; k < blocks(); k++) {
        multiply(block(gradient, k), pass.value(step.b()), block(gradient, k));
      }
      pass.add(step.a(), gradient);
    }

    private void addFactor(INDArray gradient, INDArray a, Value b, Pass pass) {
      INDArray product = gradient.mul(a, like(gradient, "product", pass));
      if (byRow()) {
        RowMajor.multiply(product, pass.scratch().ones(product.columns()), pass.gradient(b), 1);
      } else {
        pass.gradient(b).addi(product);
      }
    }
  }

  /** Σ over channels of a b. */
  record RowDot(Step.RowDot step) implements Operation {
    @Override
    public void forward(Pass pass) {
      INDArray a = pass.value(step.a());
      INDArray product = a.mul(pass.value(step.b()), like(a, "product", pass));
      RowMajor.multiply(product, pass.scratch().ones(a.columns()), pass.out(step.out()), 0);
    }

    @Override
    public void backward(Pass pass) {
      add(step.a(), step.b(), pass);
      add(step.b(), step.a(), pass);
    }

    private void add(Value one, Value other, Pass pass) {
      if (pass.learns(one)) {
        INDArray x = pass.value(other);
        INDArray product = like(x, "product", pass);
        RowMajor.scaleRows(x, pass.gradient(step.out()), product);
        pass.add(one, product);
      }
    }
  }
}
