package org.latticework.trainer.network.equivariant;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.program.Function;
import org.latticework.trainer.program.Initialization;
import org.latticework.trainer.program.Place;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.ProgramBuilder;
import org.latticework.trainer.program.Step;
import org.latticework.trainer.program.Value;
import org.latticework.trainer.program.basis.BesselWaves;

/**
 * The steps of an equivariant network. Features of degree l have 2l + 1 components. Each layer:
 * tensor products of neighbors' features with the harmonics of the edges, weighted by a network of
 * the distance, summed; a linear map; a self-connection that is bilinear in features and type;
 * gates.
 */
final class EquivariantProgram {
  /** E[silu(z)²]^(−½) for a normal z, by quadrature: keeps the scale of scalars. */
  private static final double SILU_GAIN = 1.6765324703310909;

  private final EquivariantConfig config;
  private final ProgramBuilder p = new ProgramBuilder(Initialization.NORMAL);
  private final List<Value> harmonics = new ArrayList<>(); // by degree
  private final Value radial;
  private final Value type;

  private EquivariantProgram(EquivariantConfig config) {
    this.config = config;
    for (int l = 0; l <= config.order(); l++) {
      harmonics.add(p.harmonics(l));
    }
    this.radial = p.radial(new BesselWaves(config.cutoff(), config.basis()));
    this.type = p.table("embedding/", config.elements(), config.typeFeatures());
  }

  static Program of(EquivariantConfig config) {
    return new EquivariantProgram(config).build();
  }

  private Program build() {
    Map<Integer, Value> x = Map.of(0, type);
    for (int t = 0; t < config.layers(); t++) {
      x = layer(t, x);
    }
    Value scalars = p.name(Program.ATOMS, x.get(0));
    return p.build(p.mean(scalars, Place.CRYSTAL_OF_ATOM));
  }

  private Map<Integer, Value> layer(int t, Map<Integer, Value> x) {
    String name = "layer%d/".formatted(t);
    int highest = t == config.layers() - 1 ? 0 : config.order();
    Map<Integer, Value> sums = messages(name, x, highest);
    int[] widths = config.features().stream().mapToInt(Integer::intValue).toArray();
    int gates = IntStream.rangeClosed(1, highest).map(l -> widths[l]).sum();
    Map<Integer, Value> z = new TreeMap<>();
    sums.forEach(
        (l, sum) -> z.put(l, p.linear(name + "out" + l, sum, widths[l] + (l == 0 ? gates : 0))));
    if (t > 0) {
      z.replaceAll(
          (l, value) ->
              p.add(value, p.linear(name + "self" + l, p.outer(x.get(l), type), value.channels())));
    }
    Map<Integer, Value> gated = gated(z, widths);
    gated.forEach((l, value) -> p.name("layer%dl%d".formatted(t, l), value));
    return gated;
  }

  /** Sums of tensor products over the edges of each atom, by degree. */
  private Map<Integer, Value> messages(String name, Map<Integer, Value> x, int highest) {
    Map<Integer, Value> senders = new TreeMap<>();
    double root = 1 / Math.sqrt(config.averageNeighbors());
    new TreeMap<>(x)
        .forEach(
            (l, value) -> {
              Value mixed = p.linear(name + "in" + l, value, value.channels());
              senders.put(l, p.gather(p.scale(mixed, root), Place.NEIGHBOR));
            });
    Map<Integer, List<Step.Path>> paths = paths(senders, highest);
    Value hidden = p.silu(p.linear(name + "radial0", radial, config.radialHidden()));
    Value weights = weights(name + "radial1", hidden, paths);
    Map<Integer, Value> sums = new TreeMap<>();
    paths.forEach((l, list) -> sums.put(l, p.sum(p.tensorProduct(l, list, weights), Place.CENTER)));
    return sums;
  }

  private Value weights(String name, Value hidden, Map<Integer, List<Step.Path>> paths) {
    int channels =
        paths.values().stream().flatMap(List::stream).mapToInt(path -> path.x().channels()).sum();
    return p.linear(
        Parameter.normal(
            name + "Weights", hidden.channels(), channels, Math.sqrt(2.0 / hidden.channels())),
        hidden);
  }

  /** Returns the paths by the degree that they end in, numbered by l₃, l₁, l₂. */
  private Map<Integer, List<Step.Path>> paths(Map<Integer, Value> senders, int highest) {
    Map<Integer, List<Step.Path>> paths = new TreeMap<>();
    int weight = 0;
    for (int third = 0; third <= highest; third++) {
      paths.put(third, new ArrayList<>());
      for (Map.Entry<Integer, Value> sender : senders.entrySet()) {
        int first = sender.getKey();
        for (int second = 0; second <= config.order(); second++) {
          boolean couple =
              Math.abs(first - second) <= third
                  && third <= first + second
                  && (first + second + third) % 2 == 0;
          if (couple) {
            paths.get(third).add(new Step.Path(sender.getValue(), harmonics.get(second), weight));
            weight += sender.getValue().channels();
          }
        }
      }
    }
    return paths;
  }

  private Map<Integer, Value> gated(Map<Integer, Value> z, int[] widths) {
    Value scalars = p.scale(p.map(z.get(0), Function.SILU), SILU_GAIN);
    Map<Integer, Value> x = new TreeMap<>();
    x.put(0, p.slice(scalars, 0, widths[0]));
    int gate = widths[0];
    for (int l = 1; l < z.size(); l++) {
      x.put(l, p.multiply(z.get(l), p.slice(scalars, gate, widths[l])));
      gate += widths[l];
    }
    return x;
  }
}
