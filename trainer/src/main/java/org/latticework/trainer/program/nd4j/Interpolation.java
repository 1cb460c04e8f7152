package org.latticework.trainer.program.nd4j;

import org.latticework.trainer.program.Knots;
import org.latticework.trainer.program.Step;
import org.latticework.trainer.program.nd4j.pass.Pass;
import org.latticework.trainer.program.nd4j.pass.PlaceRows;
import org.latticework.trainer.rows.RowMajor;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Rows between four rows of knots. */
record Interpolation(Step.Interpolate step, Knots knots) implements Operation {
  /** Returns the rows that the k-th of four is one of. */
  private INDArray shifted(INDArray table, int k) {
    return RowMajor.rows(table, k, knots.rows() - 3L + k);
  }

  @Override
  public void forward(Pass pass) {
    PlaceRows byKnot = pass.rows().byKnot(knots);
    INDArray out = pass.out(step.out());
    INDArray rows = pass.scratch("rows", step.out());
    for (int k = 0; k < 4; k++) {
      byKnot.spread(shifted(pass.value(step.x()), k), rows);
      RowMajor.scaleRows(rows, pass.rows().factor(k), k == 0 ? out : rows);
      if (k > 0) {
        out.addi(rows);
      }
    }
  }

  @Override
  public void backward(Pass pass) {
    PlaceRows byKnot = pass.rows().byKnot(knots);
    INDArray rows = pass.scratch("rows", step.out());
    INDArray sums = pass.scratch().matrix("sums", knots.rows() - 3L, step.x().channels());
    for (int k = 0; k < 4; k++) {
      RowMajor.scaleRows(pass.gradient(step.out()), pass.rows().factor(k), rows);
      byKnot.sum(rows, sums, pass.scratch());
      shifted(pass.gradient(step.x()), k).addi(sums);
    }
  }
}
