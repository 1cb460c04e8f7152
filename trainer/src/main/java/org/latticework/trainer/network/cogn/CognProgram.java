package org.latticework.trainer.network.cogn;

import java.util.Collections;
import org.latticework.trainer.program.Function;
import org.latticework.trainer.program.Initialization;
import org.latticework.trainer.program.Operand;
import org.latticework.trainer.program.Place;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.ProgramBuilder;
import org.latticework.trainer.program.Value;
import org.latticework.trainer.program.basis.Gaussians;

/** The steps of coGN: h_i ← h_i + silu(W Σ_j MLP[h_i ; h_j ; e_ij]); edges stay as they are. */
final class CognProgram {
  private CognProgram() {}

  static Program of(CognConfig config) {
    ProgramBuilder p = new ProgramBuilder(Initialization.GLOROT);
    double spacing = config.basisEnd() / config.basis();
    Gaussians gaussians = new Gaussians(spacing, config.basisEnd(), config.basis(), 0.5 / spacing);
    Value h = p.table("embedding/", config.elements(), config.width());
    Value e = p.dense("embedding/edge", p.radial(gaussians), config.width());
    for (int t = 0; t < config.blocks(); t++) {
      String block = "block%d/".formatted(t);
      Value messages =
          p.layers(
              block + "message",
              Collections.nCopies(config.messageLayers(), config.width()),
              Function.SILU,
              Operand.at(Place.CENTER, h),
              Operand.at(Place.NEIGHBOR, h),
              Operand.of(e));
      Value update =
          p.silu(p.dense(block + "update", p.sum(messages, Place.CENTER), config.width()));
      h = p.name("atoms" + t, p.add(h, update));
    }
    p.name(Program.ATOMS, h);
    return p.build(p.mean(h, Place.CRYSTAL_OF_ATOM));
  }
}
