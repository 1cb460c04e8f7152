package org.latticework.pipeline.ingest;

import java.io.IOException;
import org.latticework.pipeline.SparkForTests;
import org.latticework.pipeline.delta.Workspace;

/** An ingest in a process of its own, so that a test can kill it. */
final class IngestProcess {
  private IngestProcess() {}

  /** Ingests the dump named second into the workspace named first. */
  public static void main(String[] args) throws IOException {
    Ingest.run(SparkForTests.session(), new Workspace(args[0]), IngestOptions.of(args[1]));
  }
}
