package org.latticework.trainer.network.equivariant;

import java.util.List;
import java.util.stream.Stream;
import org.latticework.trainer.network.GraphNeeds;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.ProgramConfig;
import org.latticework.trainer.program.basis.SphericalHarmonics;

/**
 * An E(3)-equivariant network of NequIP's layers, Batzner et al., Nat. Commun. 13, 2453 (2022),
 * with features of natural parity.
 *
 * @param elements atomic numbers 1 … {@code elements} are known; 1 … 118
 * @param features channels of the degrees l = 0, 1, 2: one to three numbers
 * @param typeFeatures length of the learned vector per element
 * @param layers T
 * @param basis Bessel functions of the distance
 * @param radialHidden width of the hidden layer of the radial network
 * @param cutoff of the envelope, Å: edges are not longer
 * @param averageNeighbors mean number of edges of an atom in the training fold
 */
public record EquivariantConfig(
    int elements,
    List<Integer> features,
    int typeFeatures,
    int layers,
    int basis,
    int radialHidden,
    double cutoff,
    double averageNeighbors)
    implements ProgramConfig {
  public EquivariantConfig {
    features = List.copyOf(features);
    ProgramConfig.check(
        elements,
        layers,
        Stream.concat(Stream.of(typeFeatures, basis, radialHidden), features.stream()).toList());
    if (features.isEmpty() || features.size() > SphericalHarmonics.HIGHEST + 1) {
      throw new IllegalArgumentException(
          "Need channels of the degrees 0 to %d, one to %d numbers, got %s"
              .formatted(SphericalHarmonics.HIGHEST, SphericalHarmonics.HIGHEST + 1, features));
    }
    if (!(cutoff > 0 && averageNeighbors > 0)) {
      throw new IllegalArgumentException(
          "Need a positive cutoff and a positive number of neighbors, got %s Å and %s"
              .formatted(cutoff, averageNeighbors));
    }
  }

  /** Returns the default: l ≤ 2, 64, 32 and 16 channels, 3 layers, 5 Å, 34.5 neighbors. */
  public static EquivariantConfig standard() {
    return new EquivariantConfig(100, List.of(64, 32, 16), 16, 3, 8, 64, 5, 34.5);
  }

  /** Returns the highest degree. */
  int order() {
    return features.size() - 1;
  }

  @Override
  public String kind() {
    return "equivariant";
  }

  @Override
  public GraphNeeds needs() {
    return new GraphNeeds(true, false, GraphNeeds.Neighbors.ANY, cutoff);
  }

  @Override
  public Program program() {
    return EquivariantProgram.of(this);
  }
}
