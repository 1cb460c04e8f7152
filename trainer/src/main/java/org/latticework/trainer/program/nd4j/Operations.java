package org.latticework.trainer.program.nd4j;

import java.util.List;
import java.util.Optional;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.trainer.program.Domain;
import org.latticework.trainer.program.Knots;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.Step;
import org.latticework.trainer.program.nd4j.pass.Scratch;

/** Chooses what computes each step of a program. */
final class Operations {
  private final Optional<Knots> knots;
  private final Optional<AtomFeatures> features;
  private final Scratch scratch;

  private Operations(Optional<Knots> knots, Optional<AtomFeatures> features, Scratch scratch) {
    this.knots = knots;
    this.features = features;
    this.scratch = scratch;
  }

  /** Returns the operations in the order of the steps. */
  static List<Operation> of(Program program, Optional<AtomFeatures> features, Scratch scratch) {
    Operations operations = new Operations(program.knots(), features, scratch);
    return program.steps().stream().map(operations::of).toList();
  }

  private Operation of(Step step) {
    return source(step)
        .or(() -> elementwise(step))
        .or(() -> between(step))
        .or(() -> product(step))
        .orElseThrow(() -> new IllegalStateException("Nothing computes " + step));
  }

  private Optional<Operation> source(Step step) {
    if (step instanceof Step.Table table) {
      return Optional.of(new Sources.Table(table));
    } else if (step instanceof Step.ElementFeatures all) {
      return Optional.of(new Sources.Features(all, features.orElseThrow(), scratch));
    } else if (step instanceof Step.Constant constant) {
      return Optional.of(new Sources.Constant(constant));
    } else if (step instanceof Step.Radial radial) {
      return Optional.of(
          radial.out().domain() == Domain.KNOT
              ? new Bases.Tabulated(radial, knots.orElseThrow())
              : new Bases.Radial(radial));
    } else if (step instanceof Step.Angular angular) {
      return Optional.of(new Bases.Angular(angular));
    } else if (step instanceof Step.Harmonics harmonics) {
      return Optional.of(new Bases.Harmonics(harmonics));
    }
    return Optional.empty();
  }

  private static Optional<Operation> elementwise(Step step) {
    if (step instanceof Step.Map map) {
      return Optional.of(new Elementwise.Map(map));
    } else if (step instanceof Step.Add add) {
      return Optional.of(new Elementwise.Add(add));
    } else if (step instanceof Step.Multiply multiply) {
      return Optional.of(new Elementwise.Multiply(multiply));
    } else if (step instanceof Step.Scale scale) {
      return Optional.of(new Elementwise.Scale(scale));
    } else if (step instanceof Step.Quotient quotient) {
      return Optional.of(new Elementwise.Quotient(quotient));
    } else if (step instanceof Step.RowDot dot) {
      return Optional.of(new Elementwise.RowDot(dot));
    } else if (step instanceof Step.Concat concat) {
      return Optional.of(new Channels.Concat(concat));
    } else if (step instanceof Step.Slice slice) {
      return Optional.of(new Channels.Slice(slice));
    }
    return Optional.empty();
  }

  private Optional<Operation> between(Step step) {
    if (step instanceof Step.Dense dense) {
      return Optional.of(new LinearMap(dense));
    } else if (step instanceof Step.Gather gather) {
      return Optional.of(new Places.Gather(gather));
    } else if (step instanceof Step.Reduce reduce) {
      return Optional.of(new Places.Reduce(reduce));
    } else if (step instanceof Step.Softmax softmax) {
      return Optional.of(new Places.Softmax(softmax));
    } else if (step instanceof Step.Interpolate interpolate) {
      return Optional.of(new Interpolation(interpolate, knots.orElseThrow()));
    }
    return Optional.empty();
  }

  private Optional<Operation> product(Step step) {
    if (step instanceof Step.BatchNorm norm) {
      return Optional.of(new Norm(norm));
    } else if (step instanceof Step.Outer outer) {
      return Optional.of(new Components.Outer(outer, scratch));
    } else if (step instanceof Step.Contract contract) {
      return Optional.of(new Components.Contract(contract));
    } else if (step instanceof Step.TensorProduct product) {
      return Optional.of(new CoupledPaths(product, scratch));
    }
    return Optional.empty();
  }
}
