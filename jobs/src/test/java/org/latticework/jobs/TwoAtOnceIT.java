package org.latticework.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each job beside itself, and all at the same moment. EveryPairLongIT has the other pairs. */
class TwoAtOnceIT {
  @TempDir private static Path folder;
  private static TwoAtOnce jobs;

  @BeforeAll
  static void prepare() throws Exception {
    jobs = TwoAtOnce.prepare(folder);
  }

  @AfterAll
  static void close() throws IOException {
    jobs.close();
  }

  private static List<String> each() {
    return TwoAtOnce.JOBS;
  }

  @ParameterizedTest
  @MethodSource("each")
  void doesEachJobTwiceAtOnce(String job) throws Exception {
    jobs.start(jobs.copy("twice-" + job).toString(), List.of(job, job));
  }

  @Test
  void doesEverythingAtOnce() throws Exception {
    jobs.start(jobs.copy("all").toString(), TwoAtOnce.JOBS);
  }
}
