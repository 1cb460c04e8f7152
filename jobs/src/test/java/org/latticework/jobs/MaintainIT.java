package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticework.jobs.Trainings.done;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.jobs.spark.SparkSessions;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.table.GraphTable;
import org.latticework.pipeline.table.SplitTable;
import org.latticework.pipeline.trainingset.TableVersions;

/** What maintenance removes, and what it spares. */
class MaintainIT {
  @TempDir private static Path folder;
  private static Trainings trainings;
  private static SparkSession spark;

  @BeforeAll
  static void train() {
    spark = SparkSessions.open("MaintainIT", Optional.of("local[2]"));
    trainings = Trainings.prepare(folder);
    done(trainings.train("model", "--epochs=1"));
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  private static JsonNode maintain(String... more) throws IOException {
    Path file = folder.resolve("summary.json");
    done(Trainings.with(trainings.here("maintain", "--older-than=0", "--summary=" + file), more));
    return new ObjectMapper().readTree(file.toFile());
  }

  private static long files(String table) throws IOException {
    try (Stream<Path> files = Files.walk(trainings.workspace().resolve("tables/" + table))) {
      return files.filter(file -> file.toString().endsWith(".parquet")).count();
    }
  }

  @Test
  void removesWhatNothingReadsAndSparesWhatAModelNames() throws IOException {
    Workspace workspace = new Workspace(trainings.workspace().toString());
    done(trainings.here("split", "--seed=7", "--overwrite")); // the model was trained on the other
    done(trainings.here("split", "--seed=8", "--overwrite")); // nothing names the one between
    done(trainings.here("featurize", "--rebuild"));
    done(
        trainings.here("featurize", "--cutoff=6")); // a second file, to put together with the first
    Path graphs = trainings.workspace().resolve("tables/graphs");
    Files.writeString(graphs.resolve("part-00000-left-by-a-killed-run.parquet"), "torn");
    long splits = files("splits");
    long left = files("graphs");
    long rows = GraphTable.TABLE.read(spark, workspace).count();

    JsonNode dry = maintain("--dry-run");
    assertThat(files("graphs")).isEqualTo(left);
    // Two files are read now, one by the model. Delta's replacement has left one without rows.
    assertThat(dry.at("/graphs/removed_files").asLong()).isEqualTo(left - 3);
    assertThat(dry.at("/splits/removed_files").asInt()).isPositive();

    TableVersions before = TableVersions.now(spark, workspace);
    JsonNode facts = maintain();
    assertThat(TableVersions.now(spark, workspace).graphs()).isGreaterThan(before.graphs());
    assertThat(before.changedToTrainOn(spark, workspace)).isFalse(); // the same rows lie otherwise
    assertThat(facts.at("/graphs/removed_bytes").asInt()).isPositive();
    assertThat(files("splits")).isLessThan(splits);
    assertThat(graphs.resolve("part-00000-left-by-a-killed-run.parquet")).doesNotExist();
    assertThat(GraphTable.TABLE.read(spark, workspace).count()).isEqualTo(rows);
    assertThat(SplitTable.TABLE.read(spark, workspace).count()).isEqualTo(80);
    // It is judged on the fold it was kept from, whose rows two other splits have replaced since.
    assertThat(done(trainings.here("evaluate", "--model=model")).out()).contains("Evaluated  ");

    JsonNode again = maintain();
    assertThat(again.at("/graphs/removed_files").asInt()).isEqualTo(2); // put together before
    assertThat(again.at("/graphs/files").asInt()).isEqualTo(1);
  }
}
