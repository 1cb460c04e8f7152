package org.latticework.trainer.network.cgcnn.gate;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.latticework.featurizer.crystal.Element;
import org.latticework.featurizer.graph.CrystalGraph;

/**
 * Gates by distance, of all edges and of those between two elements. An edge counts as often as it
 * stands for a pair of atoms: the multiplicity of its node times its weight. The edges i ← j and j
 * ← i, whose gates differ, are of the same pair of elements. In which order crystals were added
 * does not matter, to the last digit.
 */
public final class GateHistogram {
  private final int convolutions;
  private final DistanceGates all;
  private final Map<ElementPair, DistanceGates> pairs = new TreeMap<>();

  /**
   * Begins without crystals.
   *
   * @param convolutions T; positive
   */
  public GateHistogram(int convolutions) {
    if (!(convolutions > 0)) {
      throw new IllegalArgumentException("Need at least 1 convolution, got " + convolutions);
    }
    this.convolutions = convolutions;
    this.all = new DistanceGates(convolutions);
  }

  /**
   * Adds a crystal.
   *
   * @param gates of its edges, in T convolutions
   * @throws IllegalArgumentException if they are of other convolutions or other edges
   */
  public void add(CrystalGraph graph, EdgeGates gates) {
    if (gates.convolutions() != convolutions || gates.edges() != graph.edges()) {
      throw new IllegalArgumentException(
          "Need the gates of %d convolutions and %d edges, got %d and %d"
              .formatted(convolutions, graph.edges(), gates.convolutions(), gates.edges()));
    }
    for (int i = 0; i < graph.nodes(); i++) {
      for (int edge = graph.offset(i); edge < graph.offset(i + 1); edge++) {
        ElementPair pair =
            new ElementPair(
                Element.ofNumber(graph.atomicNumber(i)),
                Element.ofNumber(graph.atomicNumber(graph.neighbor(edge))));
        long count = (long) graph.multiplicity(i) * graph.weight(edge);
        DistanceGates ofPair = pairs.computeIfAbsent(pair, key -> new DistanceGates(convolutions));
        for (DistanceGates to : List.of(all, ofPair)) {
          to.add(graph.distance(edge), pair.bondReach(), count, gates, edge);
        }
      }
    }
  }

  /**
   * Returns the gates of all edges. Bonded are those within the reach of their own elements; edges
   * of elements without a covalent radius are in no band.
   */
  public DistanceGates all() {
    return all;
  }

  /**
   * Returns the pairs of elements that have enough edges: those with the most first, equal ones in
   * the order of the alphabet.
   *
   * @param fewest how many edges are enough
   */
  public List<ElementPair> pairs(long fewest) {
    return pairs.keySet().stream()
        .filter(pair -> of(pair).edges() >= fewest)
        .sorted(
            Comparator.comparingLong((ElementPair pair) -> of(pair).edges())
                .reversed()
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /**
   * Returns the gates between two elements.
   *
   * @throws IllegalArgumentException if no edge was between them
   */
  public DistanceGates of(ElementPair pair) {
    DistanceGates gates = pairs.get(pair);
    if (gates == null) {
      throw new IllegalArgumentException("No edge is between " + pair.id());
    }
    return gates;
  }
}
