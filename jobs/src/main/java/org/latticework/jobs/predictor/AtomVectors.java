package org.latticework.jobs.predictor;

import java.util.List;

/**
 * The vector that a network has made of each atom of a crystal, in the order of its sites, N × d
 * numbers; of an ensemble its first member's.
 */
public record AtomVectors() implements CrystalOutput {
  @Override
  public List<String> columns() {
    return List.of("embeddings");
  }

  @Override
  public List<Object> values(CrystalPass pass) {
    float[][] vectors = pass.atoms();
    for (float[] vector : vectors) {
      PooledVector.requireFinite(vector);
    }
    return List.of((Object) vectors);
  }
}
