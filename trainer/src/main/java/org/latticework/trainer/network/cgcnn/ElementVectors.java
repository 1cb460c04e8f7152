package org.latticework.trainer.network.cgcnn;

import java.util.Optional;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.trainer.network.Parameters;

/**
 * What the atoms of a trained network begin as: a learned vector for each element, or the linear
 * map of its features.
 */
public final class ElementVectors {
  private final CgcnnConfig config;
  private final float[] vectors; // elements × d

  /**
   * Loads the vectors.
   *
   * @param features what atoms begin with; empty where a vector per element was learned
   */
  public ElementVectors(
      CgcnnConfig config, Optional<AtomFeatures> features, Parameters parameters) {
    this.config = config;
    this.vectors =
        features
            .map(table -> mapped(table, parameters))
            .orElseGet(() -> parameters.values("embedding/vectors"));
  }

  private float[] mapped(AtomFeatures table, Parameters parameters) {
    float[] weights = parameters.values("embedding/weights");
    float[] bias = parameters.values("embedding/bias");
    int width = config.width();
    float[] mapped = new float[config.elements() * width];
    for (int z = 1; z <= config.elements(); z++) {
      int row = (z - 1) * width;
      System.arraycopy(bias, 0, mapped, row, width);
      for (int f = 0; f < table.size(); f++) {
        for (int c = 0; c < width; c++) {
          mapped[row + c] += table.value(z, f) * weights[f * width + c];
        }
      }
    }
    return mapped;
  }

  /** Returns d. */
  public int width() {
    return config.width();
  }

  /**
   * Writes the vector of an element.
   *
   * @param target receives d numbers from {@code start} on
   * @throws IllegalArgumentException if the network does not know the element
   */
  public void copy(int atomicNumber, float[] target, int start) {
    if (atomicNumber > config.elements()) {
      throw new IllegalArgumentException(
          "The network knows elements up to %d, got %d".formatted(config.elements(), atomicNumber));
    }
    System.arraycopy(vectors, (atomicNumber - 1) * config.width(), target, start, config.width());
  }
}
