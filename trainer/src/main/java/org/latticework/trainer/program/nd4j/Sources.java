package org.latticework.trainer.program.nd4j;

import java.util.Collections;
import java.util.List;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.trainer.program.Step;
import org.latticework.trainer.program.nd4j.pass.Pass;
import org.latticework.trainer.program.nd4j.pass.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Steps that begin rows of atoms and crystals. */
final class Sources {
  private Sources() {}

  /** A learned row per element. */
  record Table(Step.Table step) implements Operation {
    @Override
    public void forward(Pass pass) {
      pass.rows()
          .byElement(Math.toIntExact(step.rows().rows()))
          .spread(pass.weights(step.rows()), pass.out(step.out()));
    }

    @Override
    public void backward(Pass pass) {
      int elements = Math.toIntExact(step.rows().rows());
      INDArray sums = pass.scratch().matrix("elements", elements, step.out().channels());
      pass.rows().byElement(elements).sum(pass.gradient(step.out()), sums, pass.scratch());
      pass.gradient(step.rows()).addi(sums);
    }
  }

  /** Features of elements that the network came with. */
  static final class Features implements Operation {
    private final Step.ElementFeatures step;
    private final int elements;
    private final INDArray table; // elements · F

    /**
     * Takes the table.
     *
     * @throws IllegalArgumentException if the step needs another number of features
     */
    Features(Step.ElementFeatures step, AtomFeatures features, Scratch scratch) {
      if (features.size() != step.out().channels()) {
        throw new IllegalArgumentException(
            "The network needs %d features of an element, the table has %d"
                .formatted(step.out().channels(), features.size()));
      }
      this.step = step;
      this.elements = features.elements();
      double[] numbers = new double[elements * features.size()];
      for (int k = 0; k < numbers.length; k++) {
        numbers[k] = features.value(k / features.size() + 1, k % features.size());
      }
      this.table = scratch.constant(numbers);
    }

    @Override
    public void forward(Pass pass) {
      INDArray rows = table.reshape('c', elements, step.out().channels());
      pass.rows().byElement(elements).spread(rows, pass.out(step.out()));
    }

    @Override
    public void backward(Pass pass) {
      throw new IllegalStateException("Features of elements do not learn");
    }

    @Override
    public void close() {
      table.close();
    }
  }

  /** The same numbers for each crystal. */
  record Constant(Step.Constant step) implements Operation {
    @Override
    public void forward(Pass pass) {
      int crystals = pass.rows().count(step.out().domain());
      List<List<Double>> rows = Collections.nCopies(crystals, step.numbers());
      Scratch.write(
          rows.stream().flatMap(List::stream).mapToDouble(Double::doubleValue).toArray(),
          pass.out(step.out()));
    }

    @Override
    public void backward(Pass pass) {
      throw new IllegalStateException("Constants do not learn");
    }
  }
}
