package org.latticework.trainer.program.nd4j;

import org.latticework.trainer.program.nd4j.pass.Pass;

/** What computes a step. One for each step of a program; only called where its result has rows. */
interface Operation extends AutoCloseable {
  /** Writes the step's value. */
  void forward(Pass pass);

  /**
   * Adds to the gradients of what the step reads: of values and parameters that learn. The gradient
   * of its own value may be overwritten.
   */
  void backward(Pass pass);

  /** Is called in the place of {@link #backward} where the output does not depend on the step. */
  default void unread(Pass pass) {}

  /** Frees what it has outside of the heap. */
  @Override
  default void close() {}
}
