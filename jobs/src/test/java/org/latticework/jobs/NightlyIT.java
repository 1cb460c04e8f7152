package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.featurizer.prototype.SyntheticMaterials;

/** Nights on which releases of a synthetic dump appear, each with what the test planted in it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NightlyIT {
  @TempDir private static Path folder;
  private static SparkSession spark;

  @BeforeAll
  static void startSpark() {
    spark = SparkSessions.open("NightlyIT", Optional.of("local[2]"));
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  @Test
  @Order(1)
  void takesTheFirstReleaseWhole() throws IOException {
    release("2026-01-01", IntStream.range(0, 30).mapToObj(i -> document(i, 0)).toList());
    JsonNode night = nightly();
    assertThat(counts(night)).isEqualTo("read 30, new 30, changed 0, vanished 0, rejected 0");
    assertThat(night.get("featurize").get("featurized").asInt()).isEqualTo(30);
    assertThat(night.get("new_releases")).hasSize(1);
    assertThat(night.get("shifts").get("formation_energy_per_atom").isNull()).isTrue();
    assertThat(Path.of(night.get("report").asText())).content().contains("Data report 2026-01-01");
  }

  @Test
  @Order(2)
  void reportsWhatTheSecondReleaseAddedChangedLeftOutAndBroke() throws IOException {
    List<String> lines = new ArrayList<>();
    IntStream.range(1, 30).mapToObj(i -> document(i, i == 5 ? 0.25 : 0)).forEach(lines::add);
    lines.add(document(30, 0));
    lines.add(document(31, 0));
    lines.add("{\"material_id\": \"broken");
    release("2026-02-01", lines);
    JsonNode night = nightly();
    assertThat(counts(night)).isEqualTo("read 32, new 2, changed 1, vanished 1, rejected 1");
    assertThat(night.get("rejections_by_reason").get("MALFORMED_JSON").asInt()).isEqualTo(1);
    assertThat(night.get("unchanged").asInt()).isEqualTo(28);
    assertThat(night.get("materials").asInt()).isEqualTo(32);
    assertThat(night.get("featurize").get("featurized").asInt()).isEqualTo(2);
    assertThat(night.get("shifts").get("formation_energy_per_atom").asDouble()).isBetween(0.0, 1.0);
  }

  @Test
  @Order(3)
  void doesNothingOnANightWithoutNews() throws IOException {
    JsonNode night = nightly();
    assertThat(night.get("new_releases")).isEmpty();
    assertThat(night.get("skipped").asBoolean()).isFalse();
    assertThat(night.get("seconds").asDouble()).isLessThan(10); // as the issue promises
  }

  @Test
  @Order(4)
  void takesTwoReleasesThatCameInOneNightInTheirOrder() throws IOException {
    List<String> march = IntStream.range(1, 31).mapToObj(i -> document(i, 0)).toList();
    release("2026-03-01", march); // 5 is as it was in January again; 31 is gone
    List<String> april = new ArrayList<>(march.subList(0, 29));
    april.add(document(40, 0)); // 30 is gone
    release("2026-04-01", april);
    JsonNode night = nightly();
    assertThat(counts(night)).isEqualTo("read 60, new 1, changed 1, vanished 2, rejected 0");
    assertThat(night.get("new_releases").toString()).isEqualTo("[\"2026-03-01\",\"2026-04-01\"]");
  }

  @Test
  @Order(5)
  void leavesTheWorkToARunThatIsAtIt() throws Exception {
    release("2026-05-01", List.of(document(50, 0)));
    RunLock held = FileLock.tryTake(folder.resolve("work/nightly.lock")).orElseThrow();
    try {
      JsonNode night = nightly();
      assertThat(night.get("skipped").asBoolean()).isTrue();
    } finally {
      held.close();
    }
    assertThat(nightly().get("read").asInt()).isEqualTo(1);
  }

  @Test
  @Order(6)
  void waitsForARunThatIsAtItIfAskedTo() throws Exception {
    release("2026-06-01", List.of(document(50, 0)));
    RunLock held = FileLock.tryTake(folder.resolve("work/nightly.lock")).orElseThrow();
    Thread holder =
        new Thread(
            () -> {
              try {
                Thread.sleep(1_000);
                held.close();
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    holder.start();
    assertThat(nightly("--wait").get("read").asInt()).isEqualTo(1);
    holder.join();
  }

  private static String counts(JsonNode night) {
    return "read %s, new %s, changed %s, vanished %s, rejected %s"
        .formatted(
            night.get("read"),
            night.get("new"),
            night.get("changed"),
            night.get("vanished"),
            night.get("rejected"));
  }

  private static JsonNode nightly(String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("nightly"));
    arguments.add("--input=" + folder.resolve("dump"));
    arguments.add("--workspace=" + folder.resolve("work"));
    arguments.add("--summary=" + folder.resolve("summary.json"));
    arguments.addAll(List.of(more));
    Invocation call = Invocation.of(arguments.toArray(String[]::new));
    assertThat(call.err()).isEmpty();
    assertThat(call.code()).isZero();
    return new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
  }

  private static void release(String name, List<String> lines) {
    Path file = folder.resolve("dump/collections/" + name + "/summary/all.jsonl");
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a synthetic document, with its energy raised. */
  private static String document(int index, double raised) {
    Map<String, Object> document =
        new HashMap<>(SyntheticDocument.of(SyntheticMaterials.material(0, index), "2000-01-01"));
    document.merge(
        "formation_energy_per_atom", raised, (energy, more) -> (double) energy + (double) more);
    document.remove("builder_meta"); // the path names the release
    return Json.line(document);
  }
}
