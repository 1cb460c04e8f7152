package org.latticework.trainer.batch;

/** Crystals that cannot be learned from as asked: too few, one of them twice, or other ones. */
public final class UnsuitableCrystalsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong with them. */
  public UnsuitableCrystalsException(String message) {
    super(message);
  }
}
