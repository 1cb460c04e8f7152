package org.latticework.trainer.network;

import java.io.Serializable;
import java.util.Optional;
import org.latticework.featurizer.graph.AtomFeatures;

/**
 * All a network is built of.
 *
 * @param config its shape
 * @param features what atoms begin with, a table as large as the shape says; empty where a vector
 *     per element is learned. It becomes a part of the network and of its checkpoint
 * @param kernel what computes it
 */
public record NetworkBlueprint(
    NetworkConfig config, Optional<AtomFeatures> features, KernelChoice kernel)
    implements Serializable {
  public NetworkBlueprint {
    int size = features.map(AtomFeatures::size).orElse(0);
    int elements = features.map(AtomFeatures::elements).orElse(config.elements());
    if (size != config.elementFeatures() || elements != config.elements()) {
      throw new IllegalArgumentException(
          "The network needs %d features of %d elements, the table has %d of %d"
              .formatted(config.elementFeatures(), config.elements(), size, elements));
    }
  }

  /** Returns a network without a table, on whatever kernel can run. */
  public static NetworkBlueprint of(NetworkConfig config) {
    return new NetworkBlueprint(config, Optional.empty(), KernelChoice.AUTO);
  }

  private Object writeReplace() {
    return new Sent(config, features.orElse(null), kernel);
  }

  /** What is sent in its place: an {@link Optional} cannot be. */
  private record Sent(NetworkConfig config, AtomFeatures features, KernelChoice kernel)
      implements Serializable {
    private Object readResolve() {
      return new NetworkBlueprint(config, Optional.ofNullable(features), kernel);
    }
  }
}
