package org.latticework.trainer.program.nd4j;

import org.latticework.trainer.program.Step;
import org.latticework.trainer.program.nd4j.pass.Pass;
import org.latticework.trainer.program.nd4j.pass.Scratch;
import org.latticework.trainer.rows.RowMajor;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Products of components with each other. */
final class Components {
  private Components() {}

  /**
   * Each channel of a component of a times each of b, as (a R) ⊙ (b S): R and S are zeros and ones
   * that repeat each channel of a, and all channels of b.
   */
  static final class Outer implements Operation {
    private final Step.Outer step;
    private final INDArray repeats; // R, then S, row by row

    Outer(Step.Outer step, Scratch scratch) {
      this.step = step;
      int p = step.a().channels();
      int q = step.b().channels();
      double[] numbers = new double[(p + q) * p * q];
      for (int column = 0; column < p * q; column++) {
        numbers[column / q * p * q + column] = 1;
        numbers[(p + column % q) * p * q + column] = 1;
      }
      this.repeats = scratch.constant(numbers);
    }

    private INDArray repeats(int from, int to) {
      INDArray matrix =
          repeats.reshape(
              'c', (long) step.a().channels() + step.b().channels(), step.out().channels());
      return RowMajor.rows(matrix, from, to);
    }

    private INDArray repeatsOfA() {
      return repeats(0, step.a().channels());
    }

    private INDArray repeatsOfB() {
      return repeats(step.a().channels(), step.a().channels() + step.b().channels());
    }

    private INDArray repeated(INDArray x, INDArray repeats, String name, Pass pass) {
      INDArray out = pass.scratch(name, step.out());
      RowMajor.multiply(x, repeats, out, 0);
      return out;
    }

    @Override
    public void forward(Pass pass) {
      INDArray out = pass.out(step.out());
      INDArray b = repeated(pass.value(step.b()), repeatsOfB(), "repeated b", pass);
      for (int c = 0; c < step.a().components(); c++) {
        INDArray product = pass.component(out, step.out(), c);
        INDArray a = pass.component(pass.value(step.a()), step.a(), c);
        RowMajor.multiply(a, repeatsOfA(), product, 0);
        product.muli(b);
      }
    }

    @Override
    public void backward(Pass pass) {
      INDArray b = repeated(pass.value(step.b()), repeatsOfB(), "repeated b", pass);
      for (int c = 0; c < step.a().components(); c++) {
        INDArray gradient = pass.component(pass.gradient(step.out()), step.out(), c);
        if (pass.learns(step.b())) {
          INDArray x = pass.component(pass.value(step.a()), step.a(), c);
          INDArray a = repeated(x, repeatsOfA(), "repeated a", pass);
          RowMajor.multiplySecondTransposed(
              a.muli(gradient), repeatsOfB(), pass.gradient(step.b()), 1);
        }
        if (pass.learns(step.a())) {
          INDArray sums = pass.component(pass.gradient(step.a()), step.a(), c);
          RowMajor.multiplySecondTransposed(gradient.muli(b), repeatsOfA(), sums, 1);
        }
      }
    }

    @Override
    public void close() {
      repeats.close();
    }
  }

  /** Σ over components of a number times channels. */
  record Contract(Step.Contract step) implements Operation {
    private INDArray a(INDArray matrix, int c, Pass pass) {
      return pass.component(matrix, step.a(), c);
    }

    private INDArray b(INDArray matrix, int c, Pass pass) {
      return pass.component(matrix, step.b(), c);
    }

    @Override
    public void forward(Pass pass) {
      INDArray out = pass.out(step.out());
      INDArray term = pass.scratch("term", step.out());
      for (int c = 0; c < step.a().components(); c++) {
        INDArray target = c == 0 ? out : term;
        RowMajor.scaleRows(
            b(pass.value(step.b()), c, pass), a(pass.value(step.a()), c, pass), target);
        if (c > 0) {
          out.addi(term);
        }
      }
    }

    @Override
    public void backward(Pass pass) {
      INDArray gradient = pass.gradient(step.out());
      INDArray term = pass.scratch("term", step.out());
      for (int c = 0; c < step.a().components(); c++) {
        if (pass.learns(step.a())) {
          gradient.mul(b(pass.value(step.b()), c, pass), term);
          INDArray sums = a(pass.gradient(step.a()), c, pass);
          RowMajor.multiply(term, pass.scratch().ones(term.columns()), sums, 1);
        }
        if (pass.learns(step.b())) {
          RowMajor.scaleRows(gradient, a(pass.value(step.a()), c, pass), term);
          b(pass.gradient(step.b()), c, pass).addi(term);
        }
      }
    }
  }
}
