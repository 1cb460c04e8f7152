package org.latticework.trainer.program.vector.kernel;

/** A value that a kernel reads, and where its gradient goes. */
public final class Input {
  public final Rows value;
  public final Rows gradient;
  private boolean wanted;
  private boolean adds;

  public Input(Rows value, Rows gradient) {
    this.value = value;
    this.gradient = gradient;
  }

  /**
   * Says what is done with the gradient.
   *
   * @param wanted whether it is needed
   * @param adds whether others have written to it before
   */
  public void plan(boolean wanted, boolean adds) {
    this.wanted = wanted;
    this.adds = adds;
  }

  /** Returns whether its gradient is needed. */
  public boolean wanted() {
    return wanted;
  }

  /** Returns whether to add to the gradient what else would be written. */
  public boolean adds() {
    return adds;
  }

  /** Fills rows of the gradient with zeros, unless there is something in them. */
  public void clear(int first, int rows) {
    if (!adds) {
      gradient.clear(first, rows);
    }
  }
}
