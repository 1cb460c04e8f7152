package org.latticework.trainer.program.vector;

import java.util.List;
import org.latticework.trainer.program.Domain;

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

  /** Makes room for gradients of what it computed. */
  void reserve(Gradients gradients);

  /** Computes gradients, after the segments that follow. */
  void backward(Gradients gradients);
}
