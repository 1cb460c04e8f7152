package org.latticework.pipeline.ingest.cifvalue;

/**
 * A CIF text, or a block of it, is no crystal that can be used. Checked, since bad input is an
 * ordinary thing and every caller owes it a rejection.
 */
public final class CifException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 60; // characters of a value that a message repeats

  private final CifFault fault;

  /**
   * Names a fault.
   *
   * @param message where it is, the rule, and the value
   */
  public CifException(CifFault fault, String message) {
    super(message);
    this.fault = fault;
  }

  /** Returns the kind of fault. */
  public CifFault fault() {
    return fault;
  }

  /** Returns the same fault with its place in front of the message. */
  public CifException at(String place) {
    CifException placed = new CifException(fault, place + ": " + getMessage());
    placed.setStackTrace(getStackTrace());
    return placed;
  }

  /** Returns a value in quotes, cut to a length that fits into a message. */
  public static String shown(String value) {
    return value.length() <= SHOWN ? "'" + value + "'" : "'" + value.substring(0, SHOWN) + "…'";
  }
}
