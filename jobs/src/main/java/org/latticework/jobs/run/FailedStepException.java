package org.latticework.jobs.run;

/** A step of a chain has failed; the cause says why. */
public final class FailedStepException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String step;

  FailedStepException(String step, Throwable cause) {
    super("%s: %s".formatted(step, cause.getMessage()), cause);
    this.step = step;
  }

  /** Returns a complaint about the step with its name before it, once. */
  public String naming(String complaint) {
    String name = step + ": ";
    return complaint.startsWith(name) ? complaint : name + complaint;
  }
}
