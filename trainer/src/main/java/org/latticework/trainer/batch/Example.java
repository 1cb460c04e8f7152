package org.latticework.trainer.batch;

import java.io.Serializable;
import java.util.Arrays;
import org.latticework.featurizer.graph.CrystalGraph;

/** One labeled crystal. */
public final class Example implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String materialId;
  private final CrystalGraph graph;
  private final double[] targets;

  /**
   * Labels a crystal.
   *
   * @param materialId whose graph it is
   * @param graph atoms and edges
   * @param targets what the network learns to predict, one number a column, in the column's own
   *     unit; NaN where unknown. Not copied
   */
  public Example(String materialId, CrystalGraph graph, double... targets) {
    this.materialId = materialId;
    this.graph = graph;
    this.targets = targets;
  }

  public String materialId() {
    return materialId;
  }

  public CrystalGraph graph() {
    return graph;
  }

  /** Returns the number of columns. */
  public int columns() {
    return targets.length;
  }

  /** Returns the value of a column, from 0; NaN where unknown. */
  public double target(int column) {
    return targets[column];
  }

  /** Returns whether there is a finite number to learn from, and none that is infinite. */
  public boolean labeled() {
    return Arrays.stream(targets).anyMatch(Double::isFinite)
        && Arrays.stream(targets).noneMatch(Double::isInfinite);
  }

  @Override
  public String toString() {
    return "%s %s".formatted(materialId, Arrays.toString(targets));
  }
}
