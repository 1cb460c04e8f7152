package org.latticework.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pair of jobs at the same moment, on this machine and on S3. */
class EveryPairLongIT extends OneWorkspace {
  private static Stream<Arguments> pairs() {
    List<Arguments> pairs = new ArrayList<>();
    for (int i = 0; i < TwoAtOnce.JOBS.size(); i++) {
      for (int j = i; j < TwoAtOnce.JOBS.size(); j++) {
        pairs.add(Arguments.of(TwoAtOnce.JOBS.get(i), TwoAtOnce.JOBS.get(j)));
      }
    }
    return pairs.stream();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void onThisMachine(String first, String second) throws Exception {
    String name = first + "-" + second;
    jobs.start(jobs.copy(name).toString(), List.of(first, second));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void onS3(String first, String second) throws Exception {
    jobs.start(jobs.onS3(first + "-" + second), List.of(first, second));
  }

  @Test
  void doesEverythingAtOnceOnS3() throws Exception {
    jobs.start(jobs.onS3("all"), TwoAtOnce.JOBS);
  }
}
