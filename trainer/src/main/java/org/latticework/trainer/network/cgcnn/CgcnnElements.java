package org.latticework.trainer.network.cgcnn;

import java.util.Optional;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.trainer.network.ElementVectors;
import org.latticework.trainer.network.Parameters;

/** What CGCNN's atoms begin as: a learned vector per element, or a linear map of its features. */
public final class CgcnnElements {
  private CgcnnElements() {}

  /**
   * Loads the vectors.
   *
   * @param features what atoms begin with; empty where a vector per element was learned
   */
  public static ElementVectors of(
      CgcnnConfig config, Optional<AtomFeatures> features, Parameters parameters) {
    return new ElementVectors(
        config.width(),
        features
            .map(table -> mapped(config, table, parameters))
            .orElseGet(() -> parameters.values("embedding/vectors")));
  }

  private static float[] mapped(CgcnnConfig config, AtomFeatures table, Parameters parameters) {
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
}
