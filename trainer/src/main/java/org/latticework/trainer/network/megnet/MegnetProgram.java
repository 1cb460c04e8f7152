package org.latticework.trainer.network.megnet;

import java.util.ArrayList;
import java.util.List;
import org.latticework.trainer.program.Function;
import org.latticework.trainer.program.Initialization;
import org.latticework.trainer.program.Operand;
import org.latticework.trainer.program.Place;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.ProgramBuilder;
import org.latticework.trainer.program.Value;
import org.latticework.trainer.program.basis.Gaussians;

/**
 * The steps of MEGNet. Each block: e ← e + φ[v_i ; v_j ; e ; u], v ← v + φ[v ; mean e ; u], u ← u +
 * φ[u ; mean e ; mean v], the new parts read by the next.
 */
final class MegnetProgram {
  private static final Function SSP = Function.SHIFTED_SOFTPLUS;

  /** The crystal's vector begins as two zeros, as for all models of the Materials Project. */
  private static final double[] STATE = {0, 0};

  private final MegnetConfig config;
  private final ProgramBuilder p = new ProgramBuilder(Initialization.PYTORCH);
  private Value atoms;
  private Value edges;
  private Value state;

  private MegnetProgram(MegnetConfig config) {
    this.config = config;
  }

  static Program of(MegnetConfig config) {
    return new MegnetProgram(config).build();
  }

  private Program build() {
    Value table = p.table("embedding/", config.elements(), config.embedding());
    Gaussians gaussians = new Gaussians(0, config.basisEnd(), config.basis(), config.gamma());
    edges = encoded("encoder/edge", p.radial(gaussians));
    atoms = encoded("encoder/atom", table);
    state = encoded("encoder/state", p.constant(STATE));
    for (int t = 0; t < config.blocks(); t++) {
      block("block%d/".formatted(t), t);
    }
    p.name(Program.ATOMS, atoms);
    int steps = config.set2setSteps();
    Value read =
        p.concat(
            p.set2set("readout/atom", atoms, Place.CRYSTAL_OF_ATOM, steps, 1),
            p.set2set("readout/edge", edges, Place.CRYSTAL_OF_EDGE, steps, 1),
            state);
    p.name("readout", read);
    return p.build(
        config.head().isEmpty() ? read : p.layers("head/", config.head(), SSP, Operand.of(read)));
  }

  private void block(String name, int t) {
    Value oldEdges = edges;
    Value oldAtoms = atoms;
    Value oldState = state;
    if (t > 0) {
      edges = encoded(name + "edgeDense", edges);
      atoms = encoded(name + "atomDense", atoms);
      state = encoded(name + "stateDense", state);
    }
    edges =
        updated(
            name + "edgeUpdate",
            Operand.at(Place.CENTER, atoms),
            Operand.at(Place.NEIGHBOR, atoms),
            Operand.of(edges),
            Operand.at(Place.CRYSTAL_OF_EDGE, state));
    atoms =
        updated(
            name + "atomUpdate",
            Operand.of(atoms),
            Operand.of(p.mean(edges, Place.CENTER)),
            Operand.at(Place.CRYSTAL_OF_ATOM, state));
    state =
        updated(
            name + "stateUpdate",
            Operand.of(state),
            Operand.of(p.mean(edges, Place.CRYSTAL_OF_EDGE)),
            Operand.of(p.mean(atoms, Place.CRYSTAL_OF_ATOM)));
    edges = p.name("edges" + t, p.add(edges, oldEdges));
    atoms = p.name("atoms" + t, p.add(atoms, oldAtoms));
    state = p.name("state" + t, p.add(state, oldState));
  }

  private Value encoded(String name, Value x) {
    return p.layers(name, widths(config.dense()), SSP, Operand.of(x));
  }

  private Value updated(String name, Operand... parts) {
    return p.layers(name, widths(config.update()), SSP, parts);
  }

  private List<Integer> widths(List<Integer> inner) {
    List<Integer> widths = new ArrayList<>(inner);
    widths.add(config.width());
    return widths;
  }
}
