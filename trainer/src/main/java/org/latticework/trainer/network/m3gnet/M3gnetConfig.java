package org.latticework.trainer.network.m3gnet;

import java.util.List;
import java.util.stream.Stream;
import org.latticework.trainer.network.GraphNeeds;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.ProgramConfig;
import org.latticework.trainer.program.basis.SphericalBessel;

/**
 * M3GNet: edges that see the angles to other edges, Chen and Ong, Nat. Comput. Sci. 2, 718 (2022),
 * for properties of crystals.
 *
 * @param elements atomic numbers 1 … {@code elements} are known; 1 … 118
 * @param width d, length of the vectors of atoms and edges
 * @param blocks T
 * @param radial zeros of each Bessel function
 * @param angular degrees of harmonics: l = 0 … angular − 1; 1 to 3
 * @param cutoff of the Bessel functions, Å: edges are not longer
 * @param tripletCutoff edges that are longer form no triplets, Å; at most {@code cutoff}
 * @param triplets which edges form triplets
 * @param tripletTerm what their terms read
 * @param update widths of the layers that update edges and atoms, before d
 * @param set2setSteps how often the readout asks
 * @param set2setLayers layers of its LSTM
 * @param head widths of the layers after the readout, before the output
 */
public record M3gnetConfig(
    int elements,
    int width,
    int blocks,
    int radial,
    int angular,
    double cutoff,
    double tripletCutoff,
    Triplets triplets,
    TripletTerm tripletTerm,
    List<Integer> update,
    int set2setSteps,
    int set2setLayers,
    List<Integer> head)
    implements ProgramConfig {
  public M3gnetConfig {
    update = List.copyOf(update);
    head = List.copyOf(head);
    ProgramConfig.check(
        elements,
        blocks,
        Stream.of(List.of(width, radial, set2setSteps, set2setLayers), update, head)
            .flatMap(List::stream)
            .toList());
    new SphericalBessel(cutoff, angular, radial); // refuses what it cannot be
    if (!(tripletCutoff > 0 && tripletCutoff <= cutoff)) {
      throw new IllegalArgumentException(
          "Need 0 < triplet cutoff <= cutoff, got %s and %s Å".formatted(tripletCutoff, cutoff));
    }
    if (Math.max(radial, Math.max(set2setSteps, set2setLayers)) > DEEPEST) {
      throw new IllegalArgumentException(
          "Need at most %d zeros, steps and layers of the readout, got %d, %d, %d"
              .formatted(DEEPEST, radial, set2setSteps, set2setLayers));
    }
  }

  /** Returns the default: the paper's triplets, the sizes of the published model. */
  public static M3gnetConfig standard() {
    return new M3gnetConfig(
        100,
        64,
        3,
        3,
        3,
        5,
        5,
        Triplets.CENTER,
        TripletTerm.OTHER,
        List.of(64, 64),
        3,
        3,
        List.of(64, 64));
  }

  @Override
  public String kind() {
    return "m3gnet";
  }

  /** Seen from the neighbor, each edge is taken off its own sum: its reverse must be in it. */
  @Override
  public GraphNeeds needs() {
    return new GraphNeeds(true, triplets == Triplets.NEIGHBOR, GraphNeeds.Neighbors.ANY, cutoff);
  }

  @Override
  public Program program() {
    return M3gnetProgram.of(this);
  }
}
