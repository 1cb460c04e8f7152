package org.latticework.jobs.matbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsFileTest {
  private static final FoldResult FOLD =
      new FoldResult(
          0,
          Map.of("mb-x-1", 1.0, "mb-x-2", -2e-7),
          List.of("mb-x-2"),
          new FoldScores(2, 0.25, 0.5, 0, 1),
          Map.of("best_epoch", 3));
  private static final ResultsFile FILE =
      new ResultsFile(
          "matbench_x",
          List.of(FOLD),
          Map.of("algorithm", "ours é", "settings", Map.of("b", "1", "a", "2")),
          Instant.parse("2026-02-03T04:05:06.7Z"));

  @Test
  void isTheObjectOfMatbenchsPackage() throws IOException {
    JsonNode file = new ObjectMapper().readTree(FILE.text());
    assertThat(file.fieldNames())
        .toIterable()
        .containsExactly(
            "@class",
            "@module",
            "benchmark_name",
            "datestamp",
            "hash",
            "tasks",
            "user_metadata",
            "version");
    assertThat(file.get("@module").asText()).isEqualTo("matbench.bench");
    assertThat(file.get("@class").asText()).isEqualTo("MatbenchBenchmark");
    assertThat(file.get("benchmark_name").asText()).isEqualTo("matbench_v0.1");
    assertThat(file.get("version").asText()).isEqualTo("0.6");
    assertThat(file.get("datestamp").asText()).isEqualTo("2026.02.03 04:05.06");
    assertThat(file.get("tasks"))
        .hasToString(
            "{\"matbench_x\":{\"@class\":\"MatbenchTask\",\"@module\":\"matbench.task\","
                + "\"benchmark_name\":\"matbench_v0.1\",\"dataset_name\":\"matbench_x\","
                + "\"results\":{\"fold_0\":{\"data\":{\"mb-x-1\":1.0,\"mb-x-2\":-2.0E-7},"
                + "\"parameters\":{\"best_epoch\":3},"
                + "\"scores\":{\"mae\":0.25,\"mape\":0.0,\"max_error\":1.0,\"rmse\":0.5}}}}}");
    assertThat(file.get("user_metadata"))
        .hasToString("{\"algorithm\":\"ours é\",\"settings\":{\"a\":\"2\",\"b\":\"1\"}}");
  }

  @Test
  void hasTheHashThatMatbenchComputes() throws IOException {
    Python.assume();
    List<String> hashes = Python.hashes(FILE.text());
    assertThat(hashes.get(1)).isEqualTo(hashes.get(0)).hasSize(64);
  }
}
