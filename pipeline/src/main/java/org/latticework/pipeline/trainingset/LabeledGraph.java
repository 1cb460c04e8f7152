package org.latticework.pipeline.trainingset;

import java.io.Serializable;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.pipeline.material.Fold;

/** A graph with what is known of its material. */
public final class LabeledGraph implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String materialId;
  private final Fold fold;
  private final CrystalGraph graph;
  private final double[] targets;

  /**
   * Joins them.
   *
   * @param targets the properties in the order of the query, each in its own unit; NaN where
   *     unknown
   */
  LabeledGraph(String materialId, Fold fold, CrystalGraph graph, double[] targets) {
    this.materialId = materialId;
    this.fold = fold;
    this.graph = graph;
    this.targets = targets;
  }

  /** Returns the name of the material. */
  public String materialId() {
    return materialId;
  }

  /** Returns the part that the material plays. */
  public Fold fold() {
    return fold;
  }

  /** Returns atoms and edges. */
  public CrystalGraph graph() {
    return graph;
  }

  /** Returns the properties in the order of the query, each in its own unit; NaN where unknown. */
  public double[] targets() {
    return targets.clone();
  }
}
