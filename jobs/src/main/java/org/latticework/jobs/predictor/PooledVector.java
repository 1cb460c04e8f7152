package org.latticework.jobs.predictor;

import java.util.List;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.inference.Predictor;

/**
 * The vector that a network has made of a crystal, d numbers; of an ensemble its first member's.
 */
public record PooledVector() implements CrystalOutput {
  @Override
  public List<String> columns() {
    return List.of("embedding");
  }

  @Override
  public List<Object> values(List<Predictor> members, CrystalGraph graph) {
    float[] vector = members.get(0).embedding(graph);
    for (float number : vector) {
      if (!Float.isFinite(number)) {
        throw new ArithmeticException("the network's vector holds " + number);
      }
    }
    return List.of(vector);
  }
}
