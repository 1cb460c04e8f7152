package org.latticework.trainer.network.schnet;

import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.program.Function;
import org.latticework.trainer.program.Initialization;
import org.latticework.trainer.program.Knots;
import org.latticework.trainer.program.Operand;
import org.latticework.trainer.program.Place;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.ProgramBuilder;
import org.latticework.trainer.program.Value;
import org.latticework.trainer.program.basis.CosineCutoff;
import org.latticework.trainer.program.basis.Gaussians;
import org.latticework.trainer.program.basis.RadialFunction;

/**
 * The steps of SchNet: h_i ← h_i + W″ ssp(W′ Σ_j (W h_j) ⊙ f(d_ij)), with filters f(d) = ssp(e(d)
 * A) B of the Gaussians e.
 */
final class SchnetProgram {
  /** The names of the maps of filters in a block. */
  static final String FILTER_HIDDEN = "filter0";

  static final String FILTER = "filter1";

  private final SchnetConfig config;
  private final ProgramBuilder p = new ProgramBuilder(Initialization.GLOROT);

  private SchnetProgram(SchnetConfig config) {
    this.config = config;
  }

  static Program of(SchnetConfig config) {
    return new SchnetProgram(config).build();
  }

  /** Returns what the names of a block's parameters begin with. */
  static String block(int t) {
    return "block%d/".formatted(t);
  }

  private Program build() {
    Value h = p.table("embedding/", config.elements(), config.width());
    Value gaussians = radial(gaussians(config.basis()));
    for (int t = 0; t < config.blocks(); t++) {
      String block = block(t);
      Value messages =
          p.multiply(
              p.gather(p.linear(block + "in", h, config.filters()), Place.NEIGHBOR),
              filters(block, gaussians));
      Value sums = p.sum(messages, Place.CENTER);
      Value hidden =
          p.map(p.dense(block + "out0", sums, config.width()), Function.SHIFTED_SOFTPLUS);
      h = p.name("atoms" + t, p.add(h, p.dense(block + "out1", hidden, config.width())));
    }
    p.name(Program.ATOMS, h);
    if (!config.head().isEmpty()) {
      h = p.layers("head/", config.head(), Function.SHIFTED_SOFTPLUS, Operand.of(h));
    }
    return p.build(p.mean(h, Place.CRYSTAL_OF_ATOM));
  }

  private Value filters(String block, Value gaussians) {
    Value hidden =
        p.map(
            p.dense(block + FILTER_HIDDEN, gaussians, config.filters()), Function.SHIFTED_SOFTPLUS);
    Value filters = p.dense(block + FILTER, hidden, config.filters());
    if (config.cutoffFunction() == CutoffFunction.COSINE) {
      filters = p.multiply(filters, radial(new CosineCutoff(config.basis().cutoff())));
    }
    return config.knots() > 0 ? p.interpolate(filters) : filters;
  }

  /** Functions of the distances of edges, or of those in the table. */
  private Value radial(RadialFunction function) {
    return config.knots() > 0
        ? p.radial(new Knots(config.knots(), config.basis().cutoff()), function)
        : p.radial(function);
  }

  static Gaussians gaussians(GaussianBasis basis) {
    double gamma = (basis.halved() ? 0.5 : 1) / (basis.sigma() * basis.sigma());
    return new Gaussians(0, basis.cutoff(), basis.size(), gamma);
  }
}
