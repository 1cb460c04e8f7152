package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.jobs.s3.Fault;
import org.latticework.jobs.s3.FaultyProxy;
import org.latticework.jobs.s3.S3Server;
import org.latticework.pipeline.table.GraphTable;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.PredictionTable;
import org.latticework.pipeline.table.RejectionTable;
import org.latticework.pipeline.table.SplitTable;
import org.latticework.pipeline.table.StoredTable;
import org.latticework.pipeline.table.Workspace;

/**
 * Jobs over {@code s3a://}, against a real S3 server in this process, beside the same jobs on this
 * machine's disk. The bucket {@code steady} is reached directly, {@code shaky} through a proxy that
 * makes one request in ten fail.
 */
class S3IT {
  private static final String CLIENT = "spark.hadoop.fs.s3a.";
  private static final int COUNT = 60;
  private static final List<StoredTable> TABLES =
      List.of(
          MaterialTable.TABLE,
          RejectionTable.TABLE,
          GraphTable.TABLE,
          SplitTable.TABLE,
          PredictionTable.TABLE);
  private static final int PATIENCE = 1_000; // ms of silence until a connection is given up
  @TempDir private static Path folder;
  private static final Map<String, String> properties = new TreeMap<>();
  private static S3Server server;
  private static FaultyProxy proxy;
  private static SparkSession spark;

  @BeforeAll
  static void startServersAndSpark() throws Exception {
    server = new S3Server();
    proxy = new FaultyProxy(server.endpoint(), 7, 0.1, Duration.ofMillis(3 * PATIENCE));
    properties.put(CLIENT + "endpoint", server.endpoint().toString());
    properties.put(CLIENT + "path.style.access", "true");
    properties.put(CLIENT + "access.key", S3Server.ACCESS_KEY);
    properties.put(CLIENT + "secret.key", S3Server.SECRET_KEY);
    properties.put(CLIENT + "bucket.shaky.endpoint", proxy.endpoint().toString());
    properties.put(CLIENT + "bucket.shaky.connection.timeout", String.valueOf(PATIENCE));
    properties.put(CLIENT + "bucket.materialsproject-build.endpoint", server.endpoint().toString());
    properties.forEach(System::setProperty);
    spark = SparkSessions.open("S3IT", Optional.of("local[2]"));
    for (String bucket : List.of("steady", "shaky", "materialsproject-build")) {
      server.createBucket(bucket);
    }
  }

  @AfterAll
  static void stopSparkAndServers() throws Exception {
    spark.stop();
    properties.keySet().forEach(System::clearProperty);
    proxy.close();
    server.close();
  }

  @Test
  void endsWithTheSameTablesOnS3AsOnDiskThoughOneRequestInTenFails() throws Exception {
    Path dump = folder.resolve("dump");
    assertThat(Invocation.of("generate", "--count=" + COUNT, "--output=" + dump).code()).isZero();
    Files.writeString(dump.resolve("broken.jsonl"), "{\"material_id\": \n");
    upload(dump, "shaky");
    String disk = folder.toString();
    String bucket = "s3a://shaky";
    Map<String, JsonNode> expected = chain(disk);
    assertThat(expected.get("ingest").get("accepted").asInt()).isEqualTo(COUNT);
    assertThat(expected.get("ingest").get("rejected").asInt()).isEqualTo(1);
    assertThat(chain(bucket)).isEqualTo(expected);
    for (StoredTable table : TABLES) {
      assertThat(rows(table, bucket)).isEqualTo(rows(table, disk)).isNotEmpty();
    }
    for (Fault fault : Fault.values()) {
      assertThat(proxy.count(fault)).as("%s", fault).isPositive();
    }
  }

  private static void upload(Path tree, String bucket) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        server.put(bucket, tree.getFileName() + "/" + tree.relativize(file), file);
      }
    }
  }

  /** Runs all jobs with dump and workspace below a root; returns what their summaries say. */
  private static Map<String, JsonNode> chain(String root) throws IOException {
    Map<String, JsonNode> facts = new TreeMap<>();
    for (List<String> job :
        List.of(
            List.of("ingest", "--input=" + root + "/dump"),
            List.of("featurize"),
            List.of("split", "--set=split.validation=0.2", "--set=split.test=0.2"),
            List.of(
                "train",
                "--epochs=2",
                "--set=train.batch-size=8",
                "--set=train.network.width=8",
                "--set=train.network.convolutions=1"),
            List.of("evaluate"),
            List.of("export", "--table=predictions", "--output=" + root + "/predictions.csv"))) {
      facts.put(job.get(0), call(root, job));
    }
    return facts;
  }

  private static JsonNode call(String root, List<String> job) throws IOException {
    List<String> all = new ArrayList<>(job);
    Path summary = folder.resolve("summary.json");
    all.add("--workspace=" + root + "/work");
    all.add("--summary=" + summary);
    Invocation call = Invocation.of(all.toArray(String[]::new));
    assertThat(call.err()).isEmpty();
    assertThat(call.code()).isZero();
    ObjectMapper json = new ObjectMapper();
    ObjectNode facts = (ObjectNode) json.readTree(Files.readString(summary).replace(root, ""));
    facts.remove(List.of("seconds", "training_seconds", "crystals_per_second")); // the clock's
    return facts;
  }

  /** Returns the rows as sorted text, with the root of their sources taken out. */
  private static List<String> rows(StoredTable table, String root) {
    return table.read(spark, new Workspace(root + "/work")).toJSON().collectAsList().stream()
        .map(row -> row.replace(root + "/", ""))
        .sorted()
        .toList();
  }
}
