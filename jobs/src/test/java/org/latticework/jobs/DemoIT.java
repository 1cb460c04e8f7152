package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticework.jobs.Trainings.with;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration, small. */
class DemoIT {
  private static final Pattern WRITTEN =
      Pattern.compile("^ +(?:dump|tables|model|metrics|report|) +(/\\S+)$", Pattern.MULTILINE);

  @TempDir private Path folder;

  @Test
  void tellsTheTruthOfWhatItDidAndStartsASecondTimeFromWhatIsThere() throws IOException {
    Invocation first = demo(60);
    assertThat(first.err()).isEmpty();
    assertThat(first.code()).isZero();
    JsonNode summary = summary();
    assertThat(summary.get("generate").get("generated").asInt()).isEqualTo(60);
    assertThat(sum(summary, "ingest", "accepted", "rejected", "superseded")).isEqualTo(60);
    assertThat(sum(summary, "featurize", "featurized", "rejected")).isEqualTo(60);
    assertThat(sum(summary, "split", "train", "validation", "test")).isEqualTo(60);
    assertThat(summary.get("evaluate").get("count")).isEqualTo(summary.get("split").get("test"));
    assertThat(summary.get("train").get("epochs").asInt()).isEqualTo(2);
    List<String> written =
        WRITTEN.matcher(first.out()).results().map((MatchResult m) -> m.group(1)).toList();
    assertThat(written).hasSize(6).allSatisfy(file -> assertThat(Path.of(file)).exists());

    Invocation larger = demo(70);
    assertThat(larger.err()).isEmpty();
    assertThat(summary().get("ingest").get("unchanged").asInt()).isEqualTo(60);
    assertThat(summary().get("ingest").get("accepted").asInt()).isEqualTo(10);
  }

  private static int sum(JsonNode summary, String job, String... keys) {
    return Arrays.stream(keys).mapToInt(key -> summary.get(job).get(key).asInt()).sum();
  }

  @Test
  void makesTheGraphsOfTheNetworkThatAPresetTrains() throws IOException {
    Invocation call =
        demo(
            60,
            "--preset=schnet",
            "--set=train.network.schnet.width=8",
            "--set=train.network.schnet.filters=8",
            "--set=train.network.schnet.blocks=1");
    assertThat(call.err()).isEmpty();
    assertThat(call.code()).isZero();
    assertThat(call.out()).contains("cutoff=5.0", "Training   schnet on ");
    JsonNode summary = summary();
    assertThat(summary.at("/configuration/featurize/max-neighbors").asText()).isEqualTo("all");
    assertThat(summary.at("/evaluate/count")).isEqualTo(summary.at("/split/test"));
  }

  private Invocation demo(int count, String... more) {
    return Invocation.of(
        with(
            new String[] {
              "demo",
              "--master=local[2]",
              "--workspace=" + folder.resolve("work"),
              "--summary=" + folder.resolve("demo.json"),
              "--set=demo.count=" + count,
              "--set=demo.epochs=2",
              "--set=train.network.cgcnn.width=8",
              "--set=train.network.cgcnn.convolutions=1"
            },
            more));
  }

  private JsonNode summary() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("demo.json").toFile());
  }
}
