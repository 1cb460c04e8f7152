package org.latticework.jobs;

import picocli.CommandLine.Option;

/** The option of jobs that may reject what they read. */
final class RejectionLimit {
  @Option(
      names = "--max-rejected",
      paramLabel = "N",
      description = "Exit with 3 if more than N are rejected (default: no limit).")
  private long maxRejected = Long.MAX_VALUE;

  long maxRejected() {
    return maxRejected;
  }
}
