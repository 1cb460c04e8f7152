package org.latticework.trainer.program.vector;

import java.util.List;
import java.util.Set;
import org.latticework.trainer.program.Domain;
import org.latticework.trainer.program.Value;

/** Operations that run together. */
interface Segment {
  /** Returns them in their order. */
  List<Operation> operations();

  /** Returns whether it depends on parameters alone. */
  default boolean isOfKnots() {
    return operations().get(0).out().domain() == Domain.KNOT;
  }

  /**
   * Computes all rows.
   *
   * @param training whether to keep what the way back reads
   */
  void forward(boolean training);

  /** Returns the values that are there for all rows, unless only for a batch in training. */
  List<Value> whole();

  /** Returns values that the way back reads, and perhaps others. */
  Set<Value> backReads(Gradients gradients);

  /**
   * Computes gradients, after the segments that follow. There is room for those of whole values.
   */
  void backward(Gradients gradients);
}
