package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.featurizer.synthetic.SyntheticMaterials;
import org.latticework.jobs.generate.SyntheticDocument;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.spark.SparkSessions;

/**
 * Nights at a location laid out as Materials Project's bucket is: a release has collections beside
 * its summaries, with documents of the same materials, and since 2026 a Delta table lies next to
 * the releases.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BucketIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static Path collections;
  private static SparkSession spark;

  @BeforeAll
  static void startSpark() throws IOException {
    spark = SparkSessions.open("BucketIT", Optional.of("local[2]"));
    collections = Files.createDirectories(folder.resolve("collections"));
    Files.writeString(collections.resolve("manifest.jsonl.gz"), "no dump");
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  @Test
  @Order(1)
  void otherCollectionsOfAReleaseChangeNothing() throws IOException {
    release("2026-01-01");
    assertThat(nightly(0).get("read").asInt()).isEqualTo(5);
    assertThat(energies()).isEqualTo(5);
  }

  @Test
  @Order(2)
  void ingestOfTheWholeReleaseReadsItsSummariesAlone() throws IOException {
    Path summary = folder.resolve("ingest.json");
    Invocation call =
        Invocation.of(
            "ingest",
            "--input=" + collections.resolve("2026-01-01"),
            "--workspace=" + folder.resolve("work"),
            "--summary=" + summary);
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(JSON.readTree(summary.toFile()).get("unchanged").asInt()).isEqualTo(5);
    assertThat(energies()).isEqualTo(5);
  }

  @Test
  @Order(3)
  void documentsWithoutPropertiesThatAreReadAloneTakeNoneAway() throws IOException {
    Invocation call =
        Invocation.of(
            "ingest",
            "--input=" + collections.resolve("2026-01-01/materials"),
            "--workspace=" + folder.resolve("work"));
    assertThat(call.out()).contains("5 superseded");
    assertThat(energies()).isEqualTo(5);
  }

  @Test
  @Order(4)
  void oneReleaseThatCannotBeReadStopsNoOther() throws IOException {
    Path table = collections.resolve("2026-02-01/summary"); // of which Delta can make nothing
    Files.createDirectories(table.resolve("_delta_log"));
    Files.writeString(table.resolve("_delta_log/00000000000000000000.json"), "{}");
    Files.writeString(table.resolve("a.parquet"), "PAR1");
    release("2026-03-01");
    JsonNode night = nightly(Job.FAILED);
    assertThat(night.get("unread_releases")).hasSize(1);
    assertThat(night.get("unread_releases").get(0).asText()).startsWith("2026-02-01: ");
    assertThat(night.get("read").asInt()).isEqualTo(5);
    assertThat(night.has("report")).isTrue();
  }

  @Test
  @Order(5)
  void theDeltaTableIsReadWhereThereIsOneVersionByVersion() throws IOException {
    table("2026-03-01", 5);
    table("2026-04-01", 6);
    JsonNode night = nightly(0);
    assertThat(night.get("new_releases").toString()).isEqualTo("[\"2026-03-01\",\"2026-04-01\"]");
    assertThat(night.get("read").asInt()).isEqualTo(11);
    assertThat(night.get("new").asInt()).isEqualTo(1);
    assertThat(nightly(0).get("new_releases")).isEmpty();
    table("2026-05-01", 7);
    assertThat(nightly(0).get("new_releases").toString()).isEqualTo("[\"2026-05-01\"]");
  }

  private static void release(String name) throws IOException {
    List<String> summaries = new ArrayList<>();
    List<String> materials = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ObjectNode document = document(i);
      summaries.add(document.toString());
      materials.add(
          document
              .deepCopy()
              .retain("material_id", "structure", "last_updated")
              .toString()
              .replace("2000-01-01", "2027-01-01")); // and newer
    }
    write(name + "/summary/nelements=2/symmetry_number=1.jsonl", summaries);
    write(name + "/materials/nelements=2/symmetry_number=1.jsonl", materials);
    write(name + "/thermo/all.jsonl", List.of("{\"thermo_id\": 1}"));
    write(name + "/tasks/all.jsonl", List.of("{\"task_id\": \"mp-1\"}"));
  }

  private static ObjectNode document(int index) {
    ObjectNode document =
        JSON.valueToTree(SyntheticDocument.of(SyntheticMaterials.material(0, index), "2000-01-01"));
    document.remove("builder_meta"); // the path names the release
    document.put("last_updated", "2000-01-01T00:00:00");
    return document;
  }

  private static void write(String name, List<String> lines) throws IOException {
    Path file = collections.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, lines);
  }

  private static void table(String version, int count) {
    List<String> documents =
        IntStream.range(0, count).mapToObj(i -> document(i).toString()).toList();
    spark
        .read()
        .json(spark.createDataset(documents, Encoders.STRING()))
        .withColumn("version", functions.lit(version))
        .write()
        .format("delta")
        .mode("append")
        .partitionBy("version")
        .save(collections.resolve("summary").toString());
  }

  private static long energies() {
    return spark
        .read()
        .format("delta")
        .load(folder.resolve("work/tables/materials").toString())
        .where("formation_energy_per_atom IS NOT NULL")
        .count();
  }

  private static JsonNode nightly(int code) throws IOException {
    Path summary = folder.resolve("summary.json");
    Invocation call =
        Invocation.of(
            "nightly",
            "--input=" + collections,
            "--workspace=" + folder.resolve("work"),
            "--summary=" + summary);
    assertThat(call.code()).as(call.out() + call.err()).isEqualTo(code);
    return JSON.readTree(summary.toFile());
  }
}
