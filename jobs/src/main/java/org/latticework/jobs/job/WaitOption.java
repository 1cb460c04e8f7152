package org.latticework.jobs.job;

import picocli.CommandLine.Option;

/** The option of jobs that write to the workspace. */
public final class WaitOption {
  @Option(
      names = "--wait",
      description = "Wait while another run writes to the workspace (default: exit code 4).")
  private boolean wait;

  public boolean waits() {
    return wait;
  }
}
