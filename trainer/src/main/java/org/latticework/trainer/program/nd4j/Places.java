package org.latticework.trainer.program.nd4j;

import java.util.Optional;
import org.latticework.trainer.program.Place;
import org.latticework.trainer.program.Step;
import org.latticework.trainer.program.Value;
import org.latticework.trainer.program.nd4j.pass.Pass;
import org.latticework.trainer.rows.RowMajor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.factory.Nd4j;

/** Steps between the rows of one domain and those of another, component by component. */
final class Places {
  private Places() {}

  /** Rows at their places. */
  record Gather(Step.Gather step) implements Operation {
    @Override
    public void forward(Pass pass) {
      INDArray out = pass.out(step.out());
      for (int c = 0; c < step.x().components(); c++) {
        pass.rows()
            .at(step.place())
            .spread(
                pass.component(pass.value(step.x()), step.x(), c),
                pass.component(out, step.out(), c));
      }
    }

    @Override
    public void backward(Pass pass) {
      addSums(step.place(), step.out(), step.x(), pass);
    }
  }

  /** Adds the gradients of rows up at their places. */
  private static void addSums(Place place, Value rows, Value places, Pass pass) {
    INDArray sums = pass.scratch("sums", places);
    for (int c = 0; c < rows.components(); c++) {
      INDArray gradient = pass.component(pass.gradient(rows), rows, c);
      pass.rows().at(place).sum(gradient, sums, pass.scratch());
      pass.component(pass.gradient(places), places, c).addi(sums);
    }
  }

  /** Sums and means over places. */
  record Reduce(Step.Reduce step) implements Operation {
    @Override
    public void forward(Pass pass) {
      INDArray out = pass.out(step.out());
      if (pass.rows().count(step.x().domain()) == 0) {
        out.assign(0);
        return;
      }
      for (int c = 0; c < step.x().components(); c++) {
        INDArray sums = pass.component(out, step.out(), c);
        sum(step.place(), step.x(), pass.component(pass.value(step.x()), step.x(), c), sums, pass);
        if (step.mean()) {
          RowMajor.scaleRows(sums, pass.rows().shares(step.place()), sums);
        }
      }
    }

    @Override
    public void backward(Pass pass) {
      if (pass.rows().count(step.x().domain()) == 0) {
        return;
      }
      INDArray rows = pass.scratch("rows", step.x());
      Optional<INDArray> times = pass.rows().times(step.place());
      for (int c = 0; c < step.x().components(); c++) {
        INDArray gradient = pass.component(pass.gradient(step.out()), step.out(), c);
        if (step.mean()) {
          RowMajor.scaleRows(gradient, pass.rows().shares(step.place()), gradient);
        }
        pass.rows().at(step.place()).spread(gradient, rows);
        times.ifPresent(column -> RowMajor.scaleRows(rows, column, rows));
        pass.component(pass.gradient(step.x()), step.x(), c).addi(rows);
      }
    }
  }

  /** Writes Σ c x. */
  private static void sum(Place place, Value value, INDArray x, INDArray sums, Pass pass) {
    Optional<INDArray> times = pass.rows().times(place);
    INDArray rows = x;
    if (times.isPresent()) {
      rows = pass.scratch("rows", value);
      RowMajor.scaleRows(x, times.get(), rows);
    }
    pass.rows().at(place).sum(rows, sums, pass.scratch());
  }

  /** Softmax over the rows of each place. */
  record Softmax(Step.Softmax step) implements Operation {
    @Override
    public void forward(Pass pass) {
      INDArray out = pass.out(step.out());
      INDArray x = pass.value(step.x());
      INDArray places = places(pass);
      INDArray spread = pass.scratch("spread", step.x());
      pass.rows().at(step.place()).max(x, places, pass.scratch());
      pass.rows().at(step.place()).spread(places, spread);
      x.sub(spread, out);
      Nd4j.exec(new Exp(out, out));
      sum(step.place(), step.x(), out, places, pass);
      pass.rows().at(step.place()).spread(places, spread);
      out.divi(spread);
    }

    private INDArray places(Pass pass) {
      return pass.scratch().matrix("places", pass.rows().count(step.place().to()), 1);
    }

    /** ∂L/∂x_t = a_t (g_t − c_t Σ g a). */
    @Override
    public void backward(Pass pass) {
      INDArray attention = pass.value(step.out());
      INDArray gradient = pass.gradient(step.out());
      INDArray spread = pass.scratch("spread", step.x());
      INDArray places = places(pass);
      gradient.mul(attention, spread);
      pass.rows().at(step.place()).sum(spread, places, pass.scratch());
      pass.rows().at(step.place()).spread(places, spread);
      pass.rows().times(step.place()).ifPresent(spread::muli);
      gradient.subi(spread);
      gradient.muli(attention);
      pass.add(step.x(), gradient);
    }
  }
}
