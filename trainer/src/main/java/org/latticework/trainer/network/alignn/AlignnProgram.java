package org.latticework.trainer.network.alignn;

import org.latticework.trainer.program.Function;
import org.latticework.trainer.program.Initialization;
import org.latticework.trainer.program.Place;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.ProgramBuilder;
import org.latticework.trainer.program.Value;
import org.latticework.trainer.program.basis.Gaussians;

/**
 * The steps of ALIGNN. An edge-gated convolution of nodes x and edges y, with gates g = σ(m):
 *
 * <pre>
 * m = x_source A + x_target B + y C
 * x ← x + silu(BN(x U + Σ g ⊙ (x_source D) / (Σ g + 1e-6)))
 * y ← y + silu(BN(m))
 * </pre>
 *
 * <p>On the line graph the nodes are the messages m of the crystal's edges, and its edges are
 * pairs.
 */
final class AlignnProgram {
  private static final double EPSILON = 1e-6;

  private final AlignnConfig config;
  private final ProgramBuilder p = new ProgramBuilder(Initialization.PYTORCH);

  private AlignnProgram(AlignnConfig config) {
    this.config = config;
  }

  static Program of(AlignnConfig config) {
    return new AlignnProgram(config).build();
  }

  /** What a convolution makes of nodes and edges. */
  private record Convolved(Value nodes, Value edges) {}

  private Program build() {
    Value x = layer("embedding/atom", p.elementFeatures(config.elementFeatures()), config.width());
    Value y = embedded("embedding/edge", p.radial(basis(0, config.edgeEnd(), config.edgeBasis())));
    Value z = embedded("embedding/angle", p.angular(basis(-1, 1, config.angleBasis())));
    for (int t = 0; t < config.lineLayers(); t++) {
      String name = "line%d/".formatted(t);
      Convolved crystal = convolve(name + "crystal/", x, y, Place.CENTER, Place.NEIGHBOR);
      Convolved line =
          convolve(name + "line/", crystal.edges(), z, Place.LINE_TARGET, Place.LINE_SOURCE);
      x = p.name("line%dAtoms".formatted(t), crystal.nodes());
      y = p.name("line%dEdges".formatted(t), line.nodes());
      z = line.edges();
    }
    for (int t = 0; t < config.crystalLayers(); t++) {
      Convolved crystal = convolve("crystal%d/".formatted(t), x, y, Place.CENTER, Place.NEIGHBOR);
      x = p.name("crystal%dAtoms".formatted(t), crystal.nodes());
      y = crystal.edges();
    }
    return p.build(p.mean(p.name(Program.ATOMS, x), Place.CRYSTAL_OF_ATOM));
  }

  /** Gaussians whose exponent is one over their spacing, not over its square. */
  private static Gaussians basis(double first, double last, int size) {
    return new Gaussians(first, last, size, (size - 1) / (last - first));
  }

  private Value layer(String name, Value x, int width) {
    return p.silu(p.batchNorm(name + "Norm", p.dense(name, x, width)));
  }

  private Value embedded(String name, Value basis) {
    return layer(name + 1, layer(name + 0, basis, config.embedding()), config.width());
  }

  private Convolved convolve(String name, Value x, Value y, Place target, Place source) {
    int width = config.width();
    Value sources = p.gather(p.dense(name + "sourceGate", x, width), source);
    Value targets = p.gather(p.dense(name + "targetGate", x, width), target);
    Value m = p.add(p.add(sources, targets), p.dense(name + "edgeGate", y, width));
    Value gates = p.map(m, Function.SIGMOID);
    Value own = p.dense(name + "targetUpdate", x, width);
    Value sent = p.gather(p.dense(name + "sourceUpdate", x, width), source);
    Value mean = p.quotient(p.sum(p.multiply(gates, sent), target), p.sum(gates, target), EPSILON);
    Value nodes = p.add(x, p.silu(p.batchNorm(name + "atomNorm", p.add(own, mean))));
    Value edges = p.add(y, p.silu(p.batchNorm(name + "edgeNorm", m)));
    return new Convolved(nodes, edges);
  }
}
