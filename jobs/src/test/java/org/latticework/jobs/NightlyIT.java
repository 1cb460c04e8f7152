package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.featurizer.synthetic.SyntheticMaterials;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.generate.SyntheticDocument;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.lock.Holder;
import org.latticework.jobs.lock.RunLock;
import org.latticework.jobs.spark.SparkSessions;

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
    spark.stop();
    JsonNode night = nightly();
    assertThat(night.get("new_releases")).isEmpty();
    assertThat(night.get("skipped").asBoolean()).isFalse();
    assertThat(SparkSession.getDefaultSession().isEmpty()).as("no Spark has been started").isTrue();
    assertThat(night.get("seconds").asDouble()).isLessThan(10); // as the issue promises
    startSpark();
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
    RunLock held = writing("ingest");
    try {
      JsonNode night = nightly();
      assertThat(night.get("skipped").asBoolean()).isTrue();
    } finally {
      held.close();
    }
    assertThat(nightly().get("read").asInt()).isEqualTo(1);
  }

  /** One that hangs would keep every later night from its work without a word. */
  @Test
  @Order(6)
  void failsWhereARunIsAtWorkForTooLong() throws Exception {
    try (RunLock held = writing("nightly")) {
      held.requireHeld();
      Thread.sleep(2000); // longer than a run may take that is stale after 0.0001 hours
      List<String> arguments = new ArrayList<>(List.of(arguments("--stale=0.0001")));
      Invocation night = Invocation.of(arguments.toArray(String[]::new));
      assertThat(night.code()).isEqualTo(Job.FAILED);
      assertThat(night.err())
          .startsWith("latticework: nightly failed: latticework nightly of ")
          .contains(": does it hang?");
    }
  }

  private static RunLock writing(String job) throws IOException {
    return RunLock.take(
        "file:" + folder.resolve("work/locks/write.lock"),
        new Configuration(),
        Holder.here(job),
        () -> {});
  }

  @Test
  @Order(6)
  void waitsForARunThatIsAtItIfAskedTo() throws Exception {
    release("2026-06-01", List.of(document(50, 0)));
    RunLock held = writing("ingest");
    StringWriter out = new StringWriter();
    CompletableFuture<Integer> night =
        CompletableFuture.supplyAsync(
            () ->
                Latticework.commandLine()
                    .setOut(new PrintWriter(out, true))
                    .execute(arguments("--wait")));
    Instant deadline = Instant.now().plusSeconds(60);
    while (!out.toString().contains("Waiting    until it ends:")) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.sleep(20);
    }
    assertThat(night).isNotDone();
    held.close();
    assertThat(night.get(5, TimeUnit.MINUTES)).isZero();
    assertThat(summary().get("read").asInt()).isEqualTo(1);
  }

  /** The killed run had done all but its report. */
  @Test
  @Order(7)
  void reportsWhatARunBroughtThatDiedBeforeItsReport() throws IOException {
    release("2026-07-01", List.of(document(50, 0.5), document(51, 0)));
    for (List<String> job :
        List.of(
            List.of("ingest", "--input=" + folder.resolve("dump/collections/2026-07-01")),
            List.of("featurize"))) {
      List<String> call = new ArrayList<>(job);
      call.add("--workspace=" + folder.resolve("work"));
      assertThat(Invocation.of(call.toArray(String[]::new)).code()).isZero();
    }
    JsonNode night = nightly();
    assertThat(counts(night)).isEqualTo("read 2, new 1, changed 1, vanished 0, rejected 0");
    assertThat(night.get("unchanged").asInt()).isEqualTo(2);
  }

  @Test
  @Order(8)
  void takesTheOtherReleasesWhereOneHasNoFileYet() throws IOException {
    Path early = folder.resolve("dump/collections/2026-08-01/summary");
    Files.createDirectories(early);
    Files.writeString(early.resolve("README.txt"), "on its way");
    release("2026-09-01", List.of(document(52, 0)));
    Invocation call = Invocation.of(arguments());
    assertThat(call.code()).isEqualTo(Job.FAILED);
    assertThat(call.err())
        .startsWith(
            "latticework: nightly could not read: 2026-08-01: No JSON, CIF, POSCAR, XYZ, CSV or Parquet")
        .hasLineCount(1);
    JsonNode night = summary();
    assertThat(night.get("new").asInt()).isEqualTo(1);
    assertThat(night.get("unread_releases")).hasSize(1);
    assertThat(Path.of(night.get("report").asText()))
        .content()
        .contains("Releases that could not be read", "2026-08-01: No JSON");
    release("2026-08-01", List.of(document(51, 0), document(52, 0)));
    assertThat(nightly().get("new_releases").toString()).isEqualTo("[\"2026-08-01\"]");
  }

  @Test
  @Order(9)
  void beginsAnewWhereItsOwnFileCannotBeRead() throws IOException {
    Files.writeString(folder.resolve("work/nightly.json"), "{\"input\": ");
    Invocation call = Invocation.of(arguments());
    assertThat(call.code()).isZero();
    assertThat(call.out()).contains("nightly.json cannot be read");
    assertThat(summary().get("new_releases")).hasSizeGreaterThan(7);
    assertThat(summary().get("new").asInt()).isZero();
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

  private static JsonNode nightly() throws IOException {
    Invocation call = Invocation.of(arguments());
    assertThat(call.err()).isEmpty();
    assertThat(call.code()).isZero();
    return summary();
  }

  private static String[] arguments(String... more) {
    List<String> arguments = new ArrayList<>(List.of("nightly"));
    arguments.add("--input=" + folder.resolve("dump"));
    arguments.add("--workspace=" + folder.resolve("work"));
    arguments.add("--summary=" + folder.resolve("summary.json"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private static JsonNode summary() throws IOException {
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
