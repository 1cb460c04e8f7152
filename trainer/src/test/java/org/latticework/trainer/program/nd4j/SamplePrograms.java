package org.latticework.trainer.program.nd4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latticework.trainer.program.Function;
import org.latticework.trainer.program.Initialization;
import org.latticework.trainer.program.Knots;
import org.latticework.trainer.program.Operand;
import org.latticework.trainer.program.Place;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.ProgramBuilder;
import org.latticework.trainer.program.Step;
import org.latticework.trainer.program.Value;
import org.latticework.trainer.program.basis.BesselWaves;
import org.latticework.trainer.program.basis.CosineCutoff;
import org.latticework.trainer.program.basis.Gaussians;
import org.latticework.trainer.program.basis.SphericalBessel;

/** Small programs that together have every kind of step. */
final class SamplePrograms {
  private static final int ELEMENTS = 100;
  private static final double CUTOFF = 6.5; // of random crystals, Å

  private final ProgramBuilder p = new ProgramBuilder(Initialization.PYTORCH);
  private final Value atoms = p.table("embedding/", ELEMENTS, 3);

  private SamplePrograms() {}

  /** Returns programs for all graphs by their names. */
  static Map<String, Program> all() {
    Map<String, Program> programs = new LinkedHashMap<>();
    programs.put("functions", new SamplePrograms().functions());
    programs.put("arithmetic", new SamplePrograms().arithmetic());
    programs.put("places", new SamplePrograms().places());
    programs.put("knots", new SamplePrograms().knots());
    programs.put("set2set", new SamplePrograms().set2set());
    programs.put("norms", new SamplePrograms().norms());
    programs.put("triplets", new SamplePrograms().triplets());
    programs.put("tensors", new SamplePrograms().tensors());
    return programs;
  }

  /** Returns a program on pairs of edges. */
  static Program lines() {
    return new SamplePrograms().pairs();
  }

  private Program mean(Value x) {
    return p.build(p.mean(p.name("end", x), Place.CRYSTAL_OF_ATOM));
  }

  private Value gaussians(int size) {
    return p.radial(new Gaussians(0, CUTOFF, size, 0.8));
  }

  private Program functions() {
    Value x = p.dense("head/one", atoms, 4);
    for (Function function : Function.values()) {
      x = p.name(function.name(), p.map(p.dense("block0/" + x.index(), x, 4), function));
    }
    Value narrow = p.dense("head/narrow", x, 1); // one channel
    return mean(
        p.concat(p.silu(narrow), p.layers("head/", List.of(2), Function.TANH, Operand.of(narrow))));
  }

  private Program arithmetic() {
    Value features = p.name("features", p.elementFeatures(2));
    Value x = p.dense("head/x", p.concat(atoms, features, atoms), 4);
    Value y = p.map(p.dense("head/y", atoms, 4), Function.SIGMOID);
    Value scalar = p.slice(y, 2, 1);
    Value sum = p.add(p.multiply(x, y), p.scale(x, -0.7));
    Value square = p.multiply(sum, sum);
    Value rows = p.multiply(square, scalar);
    Value quotient = p.quotient(p.slice(rows, 1, 3), p.slice(y, 0, 3), 0.3);
    Value unread = p.dense("head/unread", quotient, 2);
    p.silu(unread);
    return mean(p.add(quotient, quotient));
  }

  private Program places() {
    Value e = gaussians(5);
    Value state = p.silu(p.dense("state/0", p.constant(0.5, -1), 2));
    Value message =
        p.silu(
            p.dense(
                "block0/message",
                4,
                Operand.at(Place.CENTER, atoms),
                Operand.at(Place.NEIGHBOR, atoms),
                Operand.of(e),
                Operand.at(Place.CRYSTAL_OF_EDGE, state)));
    message = p.name("message", p.multiply(message, p.radial(new CosineCutoff(CUTOFF))));
    Value updated =
        p.silu(
            p.dense(
                "block0/update",
                3,
                Operand.of(p.name("sum", p.sum(message, Place.CENTER))),
                Operand.of(p.name("mean", p.mean(message, Place.CENTER))),
                Operand.at(Place.CRYSTAL_OF_ATOM, state)));
    Value sent = p.gather(updated, Place.NEIGHBOR);
    return p.build(
        p.concat(
            p.mean(sent, Place.CRYSTAL_OF_EDGE),
            p.sum(message, Place.CRYSTAL_OF_EDGE),
            p.sum(updated, Place.CRYSTAL_OF_ATOM),
            state));
  }

  private Program knots() {
    Knots table = new Knots(9, CUTOFF);
    Value filter =
        p.silu(p.dense("block0/filter", p.radial(table, new Gaussians(0, CUTOFF, 4, 0.8)), 3));
    Value filters = p.name("filters", p.interpolate(filter));
    Value message = p.multiply(p.gather(atoms, Place.NEIGHBOR), filters);
    return mean(p.sum(message, Place.CENTER));
  }

  private Program set2set() {
    Value e = p.silu(p.dense("embedding/edge", gaussians(4), 2));
    return p.build(
        p.concat(
            p.set2set("readout/atom", atoms, Place.CRYSTAL_OF_ATOM, 3, 2),
            p.set2set("readout/edge", e, Place.CRYSTAL_OF_EDGE, 2, 1)));
  }

  private Program norms() {
    Value e = p.silu(p.batchNorm("embedding/edgeNorm", p.dense("embedding/edge", gaussians(4), 3)));
    Value message =
        p.name(
            "normed", p.batchNorm("block0/norm", p.multiply(e, p.gather(atoms, Place.NEIGHBOR))));
    Value x = p.add(atoms, p.silu(p.batchNorm("block1/norm", p.sum(message, Place.CENTER))));
    p.batchNorm("block1/unread", p.dense("block1/unread", message, 2));
    return mean(x);
  }

  private Program pairs() {
    Value e = p.silu(p.dense("embedding/edge", gaussians(4), 3));
    Value angle = p.silu(p.dense("embedding/angle", p.angular(new Gaussians(-1, 1, 4, 1.5)), 3));
    Value m =
        p.add(
            p.add(p.gather(e, Place.LINE_SOURCE), p.gather(p.scale(e, 0.6), Place.LINE_TARGET)),
            angle);
    Value gates = p.map(p.name("pairs", p.batchNorm("block0/norm", m)), Function.SIGMOID);
    Value sum = p.sum(p.multiply(gates, p.gather(e, Place.LINE_SOURCE)), Place.LINE_TARGET);
    Value mean = p.name("mean", p.quotient(sum, p.sum(gates, Place.LINE_TARGET), 1e-6));
    return mean(p.add(atoms, p.sum(mean, Place.CENTER)));
  }

  /** Sums over pairs of edges by harmonics, as M3GNet has them. */
  private Program triplets() {
    Value radial = p.radial(new SphericalBessel(CUTOFF, 3, 2));
    Value terms = p.multiply(p.gather(p.dense("head/species", atoms, 6), Place.NEIGHBOR), radial);
    Value[] degrees = new Value[3];
    for (int l = 0; l < 3; l++) {
      Value y = p.harmonics(l);
      Value sums = p.name("sums" + l, p.sum(p.outer(y, p.slice(terms, 2 * l, 2)), Place.CENTER));
      degrees[l] = p.contract(y, p.gather(sums, Place.NEIGHBOR));
    }
    return mean(p.sum(p.concat(degrees), Place.CENTER));
  }

  /** Two layers of tensor products, bilinear maps and gates. */
  private Program tensors() {
    Value[] y = {p.harmonics(0), p.harmonics(1), p.harmonics(2)};
    Value radial = p.radial(new BesselWaves(CUTOFF, 3));
    Value sent = p.gather(p.linear("layer0/in", atoms, 3), Place.NEIGHBOR);
    Value weights = p.silu(p.linear("layer0/radial", radial, 9));
    Value[] x = new Value[3];
    for (int l = 0; l < 3; l++) {
      List<Step.Path> path = List.of(new Step.Path(sent, y[l], 3 * l));
      Value sum = p.sum(p.tensorProduct(l, path, weights), Place.CENTER);
      Value own = p.linear("layer0/self" + l, p.outer(sum, atoms), 2);
      x[l] = p.name("x" + l, p.multiply(p.linear("layer0/out" + l, sum, 2), own));
    }
    Value gate = p.map(x[0], Function.SIGMOID);
    Value vectors = p.gather(p.multiply(x[1], gate), Place.NEIGHBOR);
    Value tensors = p.gather(x[2], Place.NEIGHBOR);
    Value more = p.linear("layer1/radial", radial, 8);
    Value scalars =
        p.tensorProduct(
            0, List.of(new Step.Path(vectors, y[1], 0), new Step.Path(tensors, y[2], 2)), more);
    Value second =
        p.tensorProduct(
            2,
            List.of(
                new Step.Path(vectors, y[1], 2),
                new Step.Path(tensors, y[0], 4),
                new Step.Path(tensors, y[2], 6)),
            more);
    Value norms = p.contract(y[2], second);
    return mean(p.sum(p.concat(p.name("scalars", scalars), norms), Place.CENTER));
  }
}
