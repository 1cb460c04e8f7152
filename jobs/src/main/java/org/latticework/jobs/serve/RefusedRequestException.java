package org.latticework.jobs.serve;

/** A request breaks a rule: the message says which. */
final class RefusedRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  static final int BAD_REQUEST = 400;
  static final int TOO_LARGE = 413;
  static final int TOO_MANY = 429;
  static final int UNAVAILABLE = 503;

  private final int status;

  /**
   * Refuses.
   *
   * @param status of HTTP
   * @param rule that is broken, and the value
   */
  RefusedRequestException(int status, String rule) {
    super(rule);
    this.status = status;
  }

  int status() {
    return status;
  }
}
