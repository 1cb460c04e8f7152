package org.latticework.trainer.task;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;

/**
 * The scales of a network's outputs.
 *
 * @param columns one each; at least one
 */
public record Scaling(List<TargetScaler> columns) implements Serializable {
  public Scaling {
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("A network has at least one output, got none");
    }
  }

  /** Returns the scales that change nothing. */
  public static Scaling identity(int outputs) {
    return new Scaling(Collections.nCopies(outputs, TargetScaler.identity()));
  }

  /** Returns the scale of the first output. */
  public TargetScaler first() {
    return columns.get(0);
  }
}
