package org.latticework.jobs;

import picocli.CommandLine.Option;

/** The option of jobs that write to the workspace. */
final class WaitOption {
  @Option(
      names = "--wait",
      description = "Wait while another run writes to the workspace (default: exit code 4).")
  private boolean wait;

  boolean waits() {
    return wait;
  }
}
