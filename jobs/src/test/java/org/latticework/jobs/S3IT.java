package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.s3.Fault;
import org.latticework.jobs.s3.FaultyProxy;
import org.latticework.jobs.s3.S3Server;
import org.latticework.jobs.spark.SparkSessions;
import org.latticework.pipeline.delta.StoredTable;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.table.GraphTable;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.RejectionTable;
import org.latticework.pipeline.table.ReleaseTable;
import org.latticework.pipeline.table.SplitTable;
import org.latticework.pipeline.table.model.PredictionTable;

/**
 * Jobs over {@code s3a://}, against a real S3 server in this process, compared with the same jobs
 * on this machine's disk. The buckets {@code shaky} and {@code torn} are reached through proxies
 * that make one request in twenty fail, and every other one.
 */
class S3IT {
  private static final String CLIENT = "spark.hadoop.fs.s3a.";
  private static final int COUNT = 60;
  private static final List<StoredTable> TABLES =
      List.of(
          MaterialTable.TABLE,
          RejectionTable.TABLE,
          ReleaseTable.TABLE,
          GraphTable.TABLE,
          SplitTable.TABLE,
          PredictionTable.TABLE);
  private static final int PATIENCE = 1_000; // ms of silence until a connection is given up
  @TempDir private static Path folder;
  private static final List<String> properties = new ArrayList<>();
  private static S3Server server;
  private static FaultyProxy shaky;
  private static FaultyProxy torn;
  private static SparkSession spark;

  @BeforeAll
  static void startServersAndSpark() throws Exception {
    server = new S3Server();
    shaky = new FaultyProxy(server.endpoint(), 7, 0.05, Duration.ofMillis(2 * PATIENCE));
    torn = new FaultyProxy(server.endpoint(), 8, 0.5, Duration.ofMillis(2 * PATIENCE));
    set("endpoint", server.endpoint());
    set("path.style.access", true);
    set("access.key", S3Server.ACCESS_KEY);
    set("secret.key", S3Server.SECRET_KEY);
    for (String bucket : List.of("shaky", "torn")) {
      server.createBucket(bucket);
      set("bucket." + bucket + ".connection.timeout", PATIENCE);
    }
    set("bucket.shaky.endpoint", shaky.endpoint());
    set("bucket.torn.endpoint", torn.endpoint());
    for (String bucket : List.of("materialsproject-build", "materialsproject-raw")) {
      server.createBucket(bucket);
      set("bucket." + bucket + ".endpoint", server.endpoint());
    }
    spark = SparkSessions.open("S3IT", Optional.of("local[2]"));
  }

  private static void set(String key, Object value) {
    System.setProperty(CLIENT + key, value.toString());
    properties.add(CLIENT + key);
  }

  @AfterAll
  static void stopSparkAndServers() throws Exception {
    spark.stop();
    properties.forEach(System::clearProperty);
    shaky.close();
    torn.close();
    server.close();
  }

  @Test
  void endsWithTheSameTablesOnS3AsOnDiskThoughRequestsFail() throws Exception {
    Path dump = folder.resolve("dump");
    assertThat(Invocation.of("generate", "--count=" + COUNT, "--output=" + dump).code()).isZero();
    Files.writeString(dump.resolve("broken.jsonl"), "{\"material_id\": \n");
    writeLater(dump.resolve("collections"), folder.resolve("later/collections"));
    upload(dump, "shaky");
    upload(folder.resolve("later"), "shaky");
    String disk = folder.toString();
    String bucket = "s3a://shaky";
    Map<String, JsonNode> expected = chain(disk);
    assertThat(expected.get("ingest").get("accepted").asInt()).isEqualTo(COUNT);
    assertThat(expected.get("ingest").get("rejected").asInt()).isEqualTo(1);
    assertThat(expected.get("ingest again").get("accepted").asInt()).isEqualTo(2 * COUNT);
    assertThat(chain(bucket)).isEqualTo(expected);
    for (StoredTable table : TABLES) {
      assertThat(rows(table, bucket)).isEqualTo(rows(table, disk)).isNotEmpty();
    }
    for (Fault fault : Fault.values()) {
      assertThat(shaky.count(fault)).as("%s", fault).isPositive();
    }
  }

  /** Writes corrections of all documents of a release, and a later one that has them as before. */
  private static void writeLater(Path collections, Path later) throws IOException {
    Path release = collections.resolve("2000-01-01");
    try (Stream<Path> files = Files.walk(release)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
          text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        String name = release.relativize(file).toString();
        pack(later.resolve("2000-02-02").resolve(name), text);
        pack(
            later.resolve("2000-01-01").resolve(name),
            text.replaceAll("\"band_gap\":[^,]+", "\"band_gap\":9.5")
                .replace("2000-01-01T", "2000-01-05T"));
      }
    }
  }

  private static void pack(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void losesAndDoublesNothingWhereEveryOtherRequestForADumpFails() throws Exception {
    Path dump = folder.resolve("large/lines");
    assertThat(Invocation.of("generate", "--count=1500", "--output=" + dump).code()).isZero();
    Path table = folder.resolve("large/table");
    spark.read().json(dump.toString()).coalesce(2).write().parquet(table.toString());
    upload(dump, "torn");
    upload(table, "torn");
    for (String form : List.of("lines", "table")) {
      List<String> job = List.of("ingest", "--input=" + folder + "/large/" + form);
      JsonNode expected = call(folder.resolve("disk-" + form).toString(), job);
      JsonNode found =
          call(
              folder.resolve("torn-" + form).toString(),
              List.of("ingest", "--input=s3a://torn/" + form));
      assertThat(found.get("accepted").asInt()).isEqualTo(1500);
      assertThat(found.get("rejected").asInt()).isZero();
      assertThat(found.get("read")).isEqualTo(expected.get("read"));
      assertThat(withoutPlace("torn-" + form))
          .isEqualTo(withoutPlace("disk-" + form))
          .doesNotHaveDuplicates();
    }
    assertThat(torn.count(Fault.CUT)).isPositive(); // the bucket has the dumps alone
    assertThat(torn.count(Fault.STALLED)).isPositive();
  }

  private static List<String> withoutPlace(String root) {
    return MaterialTable.read(spark, new Workspace(folder.resolve(root) + "/work"))
        .drop(MaterialTable.SOURCE)
        .toJSON()
        .collectAsList()
        .stream()
        .sorted()
        .toList();
  }

  @Test
  void readsTheOpenBucketsOfMaterialsProjectWithoutCredentials() throws Exception {
    Path dump = folder.resolve("collections");
    assertThat(Invocation.of("generate", "--count=5", "--output=" + dump).code()).isZero();
    // No equals sign in the keys: to strangers S3Proxy says that such objects do not exist.
    for (String bucket : List.of("materialsproject-build", "materialsproject-raw")) {
      try (Stream<Path> files = Files.walk(dump)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          server.put(
              bucket, "collections/" + dump.relativize(file).toString().replace('=', '-'), file);
        }
      }
    }
    server.open("materialsproject-build");
    JsonNode found =
        call(
            folder.resolve("open").toString(),
            List.of("ingest", "--input=s3a://materialsproject-build/collections"));
    assertThat(found.get("accepted").asInt()).isEqualTo(5);
    // Our keys would open this one: that they do not shows that they are not sent.
    Invocation refused = Invocation.of("ingest", "--input=s3a://materialsproject-raw/collections");
    assertThat(refused.code()).isEqualTo(Job.MISCONFIGURED);
    assertThat(refused.err()).contains("Cannot look into s3a://materialsproject-raw/collections");
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
            List.of("ingest", "--input=" + root + "/later"), // replaces rows: MERGE
            List.of("featurize"),
            List.of("split", "--set=split.validation=0.2", "--set=split.test=0.2"),
            small("train"),
            List.of("evaluate"),
            small("train", "--name=two", "--ensemble=2", "--set=train.ensemble.level=0.5"),
            List.of("evaluate", "--model=two"),
            List.of("report", "--model=two"),
            small("sweep", "--name=sizes", "--sizes=8,all", "--seeds=0,1", "--keep-models=best"),
            List.of("export", "--table=predictions", "--output=" + root + "/predictions.csv"))) {
      String name = job.get(0);
      facts.put(facts.containsKey(name) ? name + " again" : name, call(root, job));
    }
    return facts;
  }

  private static List<String> small(String job, String... more) {
    List<String> all = new ArrayList<>(List.of(job, "--epochs=2", "--set=train.batch-size=8"));
    all.add("--set=train.network.cgcnn.width=8");
    all.add("--set=train.network.cgcnn.convolutions=1");
    all.addAll(List.of(more));
    return all;
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
    facts.remove(
        List.of(
            "seconds", "training_seconds", "crystals_per_second", "round_times")); // the clock's
    facts.remove(List.of("tasks", "peak_off_heap_bytes")); // the machine's
    facts.remove(List.of("training_id", "model")); // of this one training, whose folder has its id
    facts.remove(List.of("bytes", "bytes_per_edge")); // how rows happen to lie in files
    return facts;
  }

  /** Returns the rows as sorted text, with the root of their sources taken out. */
  private static List<String> rows(StoredTable table, String root) {
    return table.read(spark, new Workspace(root + "/work")).toJSON().collectAsList().stream()
        .map(row -> row.replace(root + "/", ""))
        .map(row -> row.replaceAll(",\"training_id\":\"[0-9a-f-]{36}\"", "")) // of one training
        .sorted()
        .toList();
  }
}
