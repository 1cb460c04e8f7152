package org.latticework.trainer.program.vector.kernel;

/**
 * One step of a program, or several that are done at once: computes rows of what it is for, whole
 * or tile by tile. Whether arrays hold all rows or those of a tile, it does not know.
 */
public interface Kernel {
  /**
   * Takes over parameters that have changed.
   *
   * @param training whether {@link #backward} may follow
   */
  default void load(boolean training) {}

  /**
   * Begins a batch.
   *
   * @param training whether {@link #backward} may follow
   */
  default void begin(boolean training) {}

  /**
   * Looks at the inputs of all rows, before any are computed.
   *
   * @param first row
   * @param rows how many
   */
  default void beginForward(int first, int rows) {}

  /**
   * Computes rows.
   *
   * @param first row
   * @param rows how many
   */
  void forward(int first, int rows);

  /** Begins the way back through all rows. */
  default void beginBackward() {}

  /**
   * Adds to the gradients of parameters, and writes or adds to those of inputs, what comes from
   * rows.
   *
   * @param first row
   * @param rows how many
   */
  void backward(int first, int rows);

  /** Ends the way back. */
  default void endBackward() {}
}
