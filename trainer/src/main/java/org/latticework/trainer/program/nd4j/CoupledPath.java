package org.latticework.trainer.program.nd4j;

import org.latticework.trainer.program.Step;
import org.latticework.trainer.program.basis.Coupling;
import org.latticework.trainer.program.nd4j.pass.Pass;
import org.latticework.trainer.program.nd4j.pass.Scratch;
import org.latticework.trainer.rows.RowMajor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One path of a tensor product: out[c] = w ⊙ Σ_a k_ac x[a], with k_ac = √(2 l₃ + 1) Σ_b C_abc Y[b]
 * of each edge. All k are one product of the couplings and the harmonics.
 */
final class CoupledPath implements AutoCloseable {
  private final Step.Path path;
  private final Step.TensorProduct step;
  private final int firstChannel; // of the result
  private final int first; // 2 l₁ + 1
  private final int second;
  private final int third;
  private final boolean[] couples; // by a, then c: whether k is not zero
  private final INDArray couplings; // by a, then c, then b

  CoupledPath(Step.TensorProduct step, Step.Path path, int firstChannel, Scratch scratch) {
    this.step = step;
    this.path = path;
    this.firstChannel = firstChannel;
    this.first = path.x().components();
    this.second = path.y().components();
    this.third = step.out().components();
    this.couples = new boolean[first * third];
    double[] numbers = new double[couples.length * second];
    for (Coupling.Element element :
        Coupling.elements((first - 1) / 2, (second - 1) / 2, (third - 1) / 2)) {
      int row = element.a() * third + element.c();
      couples[row] = true;
      numbers[row * second + element.b()] = Math.sqrt(third) * element.value();
    }
    this.couplings = scratch.constant(numbers);
  }

  private int channels() {
    return path.x().channels();
  }

  /** Returns the result's channels of this path. */
  private INDArray own(INDArray component) {
    return RowMajor.columns(component, firstChannel, firstChannel + channels());
  }

  private INDArray ownWeights(INDArray weights) {
    return RowMajor.columns(weights, path.firstWeight(), path.firstWeight() + channels());
  }

  private INDArray matrix(String name, Pass pass) {
    return pass.scratch(name, path.x());
  }

  /** Returns all k, a row for each a and c. */
  private INDArray factors(Pass pass) {
    INDArray y = pass.value(path.y());
    INDArray byComponent = y.reshape('c', second, y.rows() / second);
    INDArray factors = pass.scratch().matrix("factors", couples.length, byComponent.columns());
    INDArray matrix = couplings.reshape('c', couples.length, second);
    RowMajor.multiply(matrix, byComponent, factors, 0);
    return factors;
  }

  /** Returns k of an a and a c as a column. */
  private INDArray factor(INDArray factors, int a, int c) {
    long edges = factors.columns();
    long start = factors.offset() + (long) (a * third + c) * edges;
    return Nd4j.create(factors.data(), new long[] {edges, 1}, new long[] {1, 1}, start, 'c');
  }

  /** Writes Σ_a k_ac x[a]. */
  private void couple(INDArray factors, int c, INDArray sum, Pass pass) {
    INDArray term = matrix("term", pass);
    sum.assign(0);
    for (int a = 0; a < first; a++) {
      if (couples[a * third + c]) {
        INDArray x = pass.component(pass.value(path.x()), path.x(), a);
        RowMajor.scaleRows(x, factor(factors, a, c), term);
        sum.addi(term);
      }
    }
  }

  /** Writes this path's channels of the step's value. */
  void forward(INDArray out, Pass pass) {
    INDArray factors = factors(pass);
    INDArray weights = matrix("weights", pass).assign(ownWeights(pass.value(step.weights())));
    INDArray sum = matrix("sum", pass);
    for (int c = 0; c < third; c++) {
      couple(factors, c, sum, pass);
      sum.muli(weights);
      own(pass.component(out, step.out(), c)).assign(sum);
    }
  }

  /** Adds to the gradients of features and weights. */
  void backward(INDArray gradient, Pass pass) {
    INDArray factors = factors(pass);
    INDArray weights = matrix("weights", pass).assign(ownWeights(pass.value(step.weights())));
    INDArray upstream = matrix("upstream", pass);
    INDArray sum = matrix("sum", pass);
    for (int c = 0; c < third; c++) {
      upstream.assign(own(pass.component(gradient, step.out(), c)));
      if (pass.learns(step.weights())) {
        couple(factors, c, sum, pass);
        ownWeights(pass.gradient(step.weights())).addi(sum.muli(upstream));
      }
      if (pass.learns(path.x())) {
        addFeatures(factors, c, upstream.muli(weights), pass);
      }
    }
  }

  private void addFeatures(INDArray factors, int c, INDArray upstream, Pass pass) {
    INDArray term = matrix("term", pass);
    for (int a = 0; a < first; a++) {
      if (couples[a * third + c]) {
        RowMajor.scaleRows(upstream, factor(factors, a, c), term);
        pass.component(pass.gradient(path.x()), path.x(), a).addi(term);
      }
    }
  }

  @Override
  public void close() {
    couplings.close();
  }
}
