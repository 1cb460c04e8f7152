package org.latticework.jobs.nearest;

import java.io.Serializable;

/** A crystal of a split with the vector that a network has made of it. */
final class EmbeddedCrystal implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String materialId;
  private final String formula;
  private final String fold;
  private final float[] vector;

  /**
   * Joins.
   *
   * @param formula the reduced one
   * @param vector d numbers; not copied
   */
  EmbeddedCrystal(String materialId, String formula, String fold, float[] vector) {
    this.materialId = materialId;
    this.formula = formula;
    this.fold = fold;
    this.vector = vector;
  }

  String materialId() {
    return materialId;
  }

  String formula() {
    return formula;
  }

  String fold() {
    return fold;
  }

  /** Returns the vector; not a copy. */
  float[] vector() {
    return vector;
  }
}
