package org.latticework.jobs.job;

import picocli.CommandLine.Option;

/** The option of jobs that may reject what they read. */
public final class RejectionLimit {
  @Option(
      names = "--max-rejected",
      paramLabel = "N",
      description = "Exit with 3 if more than N are rejected (default: no limit).")
  private long maxRejected = Long.MAX_VALUE;

  public long maxRejected() {
    return maxRejected;
  }
}
