package org.latticework.trainer.program.nd4j;

import java.util.stream.IntStream;
import org.latticework.trainer.program.Domain;
import org.latticework.trainer.program.Knots;
import org.latticework.trainer.program.Step;
import org.latticework.trainer.program.basis.Gaussians;
import org.latticework.trainer.program.basis.RadialFunction;
import org.latticework.trainer.program.basis.SphericalHarmonics;
import org.latticework.trainer.program.nd4j.pass.Pass;
import org.latticework.trainer.program.nd4j.pass.Scratch;
import org.latticework.trainer.rows.RowMajor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.factory.Nd4j;

/** Steps that expand distances, angles and directions. They do not learn. */
final class Bases {
  private Bases() {}

  /** Whatever has no parameters before it. */
  private interface Fixed extends Operation {
    @Override
    default void backward(Pass pass) {
      throw new IllegalStateException("Geometry does not learn");
    }
  }

  /** Functions of distances. */
  record Radial(Step.Radial step) implements Fixed {
    @Override
    public void forward(Pass pass) {
      expand(step.function(), pass.rows().graph().distances(), pass, pass.out(step.out()));
    }
  }

  /** Functions of the distances of knots. */
  record Tabulated(Step.Radial step, Knots knots) implements Fixed {
    @Override
    public void forward(Pass pass) {
      double[] distances = IntStream.range(0, knots.rows()).mapToDouble(knots::distance).toArray();
      expand(step.function(), distances, pass, pass.out(step.out()));
    }
  }

  /** Functions of cosines. */
  record Angular(Step.Angular step) implements Fixed {
    @Override
    public void forward(Pass pass) {
      expand(step.function(), pass.rows().graph().cosines(), pass, pass.out(step.out()));
    }
  }

  /** Spherical harmonics of directions. */
  record Harmonics(Step.Harmonics step) implements Fixed {
    @Override
    public void forward(Pass pass) {
      double[] r = pass.rows().graph().directions();
      int edges = pass.rows().count(Domain.EDGE);
      double[] values = new double[step.out().components()];
      double[] all = new double[values.length * edges];
      for (int e = 0; e < edges; e++) {
        SphericalHarmonics.evaluate(step.degree(), r[3 * e], r[3 * e + 1], r[3 * e + 2], values);
        for (int c = 0; c < values.length; c++) {
          all[c * edges + e] = values[c];
        }
      }
      Scratch.write(all, pass.out(step.out()));
    }
  }

  private static void expand(RadialFunction function, double[] x, Pass pass, INDArray out) {
    if (function instanceof Gaussians gaussians) {
      expand(gaussians, x, pass.scratch(), out);
      return;
    }
    double[] values = new double[function.size()];
    double[] all = new double[x.length * values.length];
    for (int row = 0; row < x.length; row++) {
      function.evaluate(x[row], values);
      System.arraycopy(values, 0, all, row * values.length, values.length);
    }
    Scratch.write(all, out);
  }

  /** As {@link Gaussians#evaluate}, where ND4J computes: exponentials of many rows take long. */
  private static void expand(Gaussians gaussians, double[] x, Scratch scratch, INDArray out) {
    INDArray column = scratch.matrix("numbers", x.length, 1);
    Scratch.write(x, column);
    INDArray centers = scratch.matrix("centers", 1, gaussians.size());
    Scratch.write(
        IntStream.range(0, gaussians.size())
            .mapToDouble(k -> gaussians.first() + k * gaussians.spacing())
            .toArray(),
        centers);
    RowMajor.multiply(column, scratch.ones(gaussians.size()).reshape(1, gaussians.size()), out, 0);
    Nd4j.exec(DynamicCustomOp.builder("subtract").addInputs(out, centers).addOutputs(out).build());
    Nd4j.exec(new Square(out, out));
    out.muli(-gaussians.gamma());
    Nd4j.exec(new Exp(out, out));
  }
}
