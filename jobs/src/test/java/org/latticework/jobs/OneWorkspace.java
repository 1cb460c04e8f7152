package org.latticework.jobs;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests that begin with copies of one workspace, which is made once. */
abstract class OneWorkspace {
  @TempDir static Path folder;
  static TwoAtOnce jobs;

  @BeforeAll
  static void prepare() throws Exception {
    jobs = TwoAtOnce.prepare(folder);
  }

  @AfterAll
  static void close() throws IOException {
    jobs.close();
  }
}
