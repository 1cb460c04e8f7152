package org.latticework.trainer.network.m3gnet;

import java.util.ArrayList;
import java.util.List;
import org.latticework.trainer.program.Function;
import org.latticework.trainer.program.Initialization;
import org.latticework.trainer.program.Operand;
import org.latticework.trainer.program.Place;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.ProgramBuilder;
import org.latticework.trainer.program.Value;
import org.latticework.trainer.program.basis.PolynomialCutoff;
import org.latticework.trainer.program.basis.SphericalBessel;

/**
 * The steps of M3GNet, without a list of triplets. An edge's sum over triplets
 *
 * <pre>t_e = Σ_f R_ln Y_l0(cos ef) u(d_e) u(d_f) s</pre>
 *
 * <p>has, by the addition theorem Y_l0(cos) = (4π(2l + 1))^(−½) Σ_m Y_lm(e) Y_lm(f), the inner sum
 * A_lm = Σ_f Y_lm(f) …, which all edges of an atom share: O(E) instead of O(E · degree). What e
 * itself adds to it is taken off again; Σ_m Y_lm(e)² = 2l + 1. Seen from a neighbor, e points the
 * other way: Y_lm(−r) = (−1)ˡ Y_lm(r).
 */
final class M3gnetProgram {
  private final M3gnetConfig config;
  private final ProgramBuilder p = new ProgramBuilder(Initialization.PYTORCH);
  private final Value radial; // R_ln(d)
  private final Value cutoff; // u(d), one channel
  private final List<Value> harmonics = new ArrayList<>(); // by degree
  private Value atoms;
  private Value edges;

  private M3gnetProgram(M3gnetConfig config) {
    this.config = config;
    this.radial = p.radial(new SphericalBessel(config.cutoff(), config.angular(), config.radial()));
    this.cutoff = p.radial(new PolynomialCutoff(config.tripletCutoff(), 3));
    for (int l = 0; l < config.angular(); l++) {
      harmonics.add(p.harmonics(l));
    }
  }

  static Program of(M3gnetConfig config) {
    return new M3gnetProgram(config).build();
  }

  private Program build() {
    atoms = p.table("embedding/", config.elements(), config.width());
    edges = p.silu(p.dense("embedding/edge", radial, config.width()));
    for (int t = 0; t < config.blocks(); t++) {
      block("block%d/".formatted(t), t);
    }
    p.name("rbf", radial);
    p.name(Program.ATOMS, atoms);
    Value read =
        p.set2set(
            "readout/atom",
            atoms,
            Place.CRYSTAL_OF_ATOM,
            config.set2setSteps(),
            config.set2setLayers());
    p.name("readout", read);
    return p.build(
        config.head().isEmpty()
            ? read
            : p.layers("head/", config.head(), Function.SILU, Operand.of(read)));
  }

  private void block(String name, int t) {
    Value species = p.map(p.dense(name + "angleAtom", atoms, radial.channels()), Function.SIGMOID);
    Value three = p.name("three" + t, triplets(species));
    edges =
        p.add(
            edges,
            p.multiply(
                p.silu(p.linear(name + "angleValue0", three, config.width())),
                p.map(p.linear(name + "angleGate0", three, config.width()), Function.SIGMOID)));
    edges = p.name("edges" + t, p.add(edges, scaled(name + "edge")));
    atoms = p.name("atoms" + t, p.add(atoms, p.sum(scaled(name + "atom"), Place.CENTER)));
  }

  /** A gated MLP of an edge and its atoms, times a linear map of the radial functions. */
  private Value scaled(String name) {
    Operand[] parts = {
      Operand.at(Place.CENTER, atoms), Operand.at(Place.NEIGHBOR, atoms), Operand.of(edges)
    };
    Value content = inner(name + "Value", parts);
    Value gate = inner(name + "Gate", parts);
    int last = config.update().size();
    if (last > 0) {
      content = p.dense(name + "Value" + last, content, config.width());
      gate = p.dense(name + "Gate" + last, gate, config.width());
    }
    Value gated = p.multiply(p.silu(content), p.map(gate, Function.SIGMOID));
    return p.multiply(gated, p.linear(name + "Radial", radial, config.width()));
  }

  /** All layers but the last; the only one without its function where there are no others. */
  private Value inner(String name, Operand... parts) {
    return config.update().isEmpty()
        ? p.dense(name + 0, config.width(), parts)
        : p.layers(name, config.update(), Function.SILU, parts);
  }

  private Value triplets(Value species) {
    Place place = config.triplets() == Triplets.CENTER ? Place.CENTER : Place.NEIGHBOR;
    Value[] degrees = new Value[config.angular()];
    boolean own = config.tripletTerm() == TripletTerm.OWN;
    Value terms = own ? cutoff : terms(species, Place.NEIGHBOR);
    Value itself = own ? cutoff : place == Place.CENTER ? terms : terms(species, Place.CENTER);
    for (int l = 0; l < degrees.length; l++) {
      Value sums = p.sum(p.outer(harmonics.get(l), degree(terms, l)), Place.CENTER);
      double sign = place == Place.NEIGHBOR && l % 2 == 1 ? -1 : 1;
      Value all = p.scale(p.contract(harmonics.get(l), p.gather(sums, place)), sign);
      Value others = p.add(all, p.scale(degree(itself, l), -(2 * l + 1)));
      Value scaled = p.scale(others, 1 / Math.sqrt(4 * Math.PI * (2 * l + 1)));
      degrees[l] = own ? p.multiply(degree(radial, l), scaled) : scaled;
    }
    Value three = p.concat(degrees);
    Value seen = own ? p.multiply(three, p.gather(species, Place.CENTER)) : three;
    return p.multiply(seen, cutoff);
  }

  /** R_ln(d) u(d) s of an atom of each edge. */
  private Value terms(Value species, Place atom) {
    return p.multiply(p.multiply(radial, p.gather(species, atom)), cutoff);
  }

  /** The channels of a degree; those of the cutoff belong to all. */
  private Value degree(Value x, int l) {
    return x.channels() == 1 ? x : p.slice(x, l * config.radial(), config.radial());
  }
}
