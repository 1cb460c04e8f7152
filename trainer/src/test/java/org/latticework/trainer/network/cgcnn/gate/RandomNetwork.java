package org.latticework.trainer.network.cgcnn.gate;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.network.Parameters;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;

/** Random parameters of about the size of trained ones, running statistics too. */
final class RandomNetwork implements Parameters {
  private final Map<String, float[]> values = new HashMap<>();

  RandomNetwork(CgcnnConfig config, long seed) {
    Random random = new Random(seed);
    for (Parameter parameter : config.parameters()) {
      float[] drawn = new float[Math.toIntExact(parameter.length())];
      boolean positive = parameter.name().endsWith("Variance");
      for (int k = 0; k < drawn.length; k++) {
        drawn[k] = positive ? 0.5f + random.nextFloat() : 0.5f * (float) random.nextGaussian();
      }
      values.put(parameter.name(), drawn);
    }
  }

  @Override
  public float[] values(String name) {
    return values.get(name);
  }
}
