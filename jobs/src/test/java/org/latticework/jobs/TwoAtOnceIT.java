package org.latticework.jobs;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each job twice at once, and all at the same moment. EveryPairLongIT has the other pairs. */
class TwoAtOnceIT extends OneWorkspace {
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
