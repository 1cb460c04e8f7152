package org.latticework.jobs;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.featurizer.graph.Ties;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.s3.S3Server;
import org.latticework.jobs.spark.SparkSessions;
import org.latticework.jobs.workspace.Location;
import org.latticework.pipeline.delta.StoredTable;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.table.GraphTable;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.model.PredictionTable;
import org.latticework.pipeline.table.model.RunTable;

/**
 * Jobs started at the same moment on one workspace, and what must hold of its tables then: no row
 * twice, none lost. The workspace begins with some crystals, their graphs, a split, and a model
 * that has been judged; as many crystals again are still to come.
 */
final class TwoAtOnce implements AutoCloseable {
  /** Everything that writes, and one job that only reads. */
  static final List<String> JOBS =
      List.of(
          "ingest",
          "featurize",
          "split",
          "train",
          "evaluate",
          "nearest",
          "sweep",
          "nightly",
          "maintain",
          "run",
          "export");

  private static final int CRYSTALS = 60;
  private static final String MASTER = "--master=local[2]";
  private static final String GRAPHS = new GraphConfig(8, 12, Ties.ALL, true, false).id();
  private static final String SMALL = "--set=train.network.cgcnn.width=8";
  private static final String VALIDATION = "--set=split.validation=0.2";
  private static final String TEST = "--set=split.test=0.2";

  private static final String CLIENT = "spark.hadoop.fs.s3a.";
  private static final String BUCKET = "shared";

  private final Path folder;
  private final S3Server server = new S3Server();
  private final List<String> properties = new ArrayList<>();
  private final SparkSession spark;

  private TwoAtOnce(Path folder) throws Exception {
    this.folder = folder;
    server.createBucket(BUCKET);
    set("endpoint", server.endpoint());
    set("path.style.access", true);
    set("access.key", S3Server.ACCESS_KEY);
    set("secret.key", S3Server.SECRET_KEY);
    spark = SparkSessions.open("TwoAtOnce", Optional.of("local[2]"));
  }

  private void set(String key, Object value) {
    System.setProperty(CLIENT + key, value.toString());
    properties.add(CLIENT + key);
  }

  /** Makes the workspace that every test begins with, and the dump that is to come. */
  static TwoAtOnce prepare(Path folder) throws Exception {
    TwoAtOnce jobs = new TwoAtOnce(folder);
    String first = folder.resolve("first").toString();
    String more = folder.resolve("more/collections/2030-01-01/summary").toString();
    String workspace = "--workspace=" + jobs.template();
    done("generate", "--count=" + CRYSTALS, "--output=" + first);
    done("generate", "--count=" + 2 * CRYSTALS, "--output=" + more);
    done("ingest", "--input=" + first, workspace, MASTER);
    done("featurize", workspace, MASTER);
    done("split", VALIDATION, TEST, workspace, MASTER);
    done(jobs.command("train", jobs.template().toString(), "there"));
    done("evaluate", "--model=there", workspace, MASTER);
    return jobs;
  }

  @Override
  public void close() throws IOException {
    spark.stop();
    properties.forEach(System::clearProperty);
    server.close();
  }

  /** Copies the workspace that every test begins with to S3. */
  String onS3(String name) throws IOException {
    try (Stream<Path> files = Files.walk(template())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        // On S3, a lock's file that somebody wrote lately is a lock that somebody holds.
        if (!file.toString().matches(".*(/\\.[^/]*\\.crc|/locks/[^/]*)")) {
          server.put(BUCKET, name + "/" + template().relativize(file), file);
        }
      }
    }
    return "s3a://%s/%s".formatted(BUCKET, name);
  }

  /** Returns the folder of the workspace that every test begins with. */
  Path template() {
    return folder.resolve("template");
  }

  /** Returns a copy of it on this machine. */
  Path copy(String name) throws IOException {
    Path workspace = folder.resolve(name);
    try (Stream<Path> files = Files.walk(template())) {
      for (Path file : files.toList()) {
        Path there = workspace.resolve(template().relativize(file).toString());
        Files.copy(file, there);
      }
    }
    return workspace;
  }

  /** Returns the words of a job; `name` is that of what it makes. */
  String[] command(String job, String workspace, String name) {
    List<String> command = new ArrayList<>(List.of(job, "--workspace=" + workspace, MASTER));
    String more = folder.resolve("more/collections").toString();
    switch (job) {
      case "ingest" -> command.add("--input=" + more);
      case "nightly" -> command.add("--input=" + more);
      case "featurize" -> command.add("--cutoff=6");
      case "split" -> command.add("--name=other");
      case "train" ->
          command.addAll(
              List.of("--name=" + name, "--graphs=" + GRAPHS, "--resume", "--epochs=1", SMALL));
      case "sweep" ->
          command.addAll(
              List.of("--name=" + name, "--graphs=" + GRAPHS, "--sizes=10", "--epochs=1", SMALL));
      case "nearest" -> command.addAll(List.of("--model=there", "--to=syn-1"));
      case "evaluate" -> command.addAll(List.of("--model=there", "--fold=validation"));
      case "run" ->
          command.addAll(
              List.of("--input=" + more, "--name=" + name, "--epochs=1", SMALL, VALIDATION, TEST));
      case "export" ->
          command.addAll(
              List.of("--table=graphs", "--format=jsonl", "--output=" + folder.resolve(name)));
      default -> {}
    }
    if (!Set.of("export", "evaluate", "nearest").contains(job)) {
      command.add("--wait");
    }
    return command.toArray(String[]::new);
  }

  private static void done(String... arguments) {
    Invocation call = Invocation.of(arguments);
    assertThat(call.code()).as(call.err() + call.out()).isZero();
  }

  /** Starts jobs at the same moment and waits for all; none may fail. */
  void start(String workspace, List<String> jobs) throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(jobs.size());
    try {
      List<Future<Invocation>> calls = new ArrayList<>();
      for (int k = 0; k < jobs.size(); k++) {
        String[] command = command(jobs.get(k), workspace, jobs.get(k) + "-" + k);
        calls.add(
            threads.submit(
                () -> {
                  go.await();
                  return Invocation.of(command);
                }));
      }
      go.countDown();
      for (int k = 0; k < jobs.size(); k++) {
        Invocation call = result(calls.get(k));
        assertThat(call.code()).as(jobs + ": " + jobs.get(k) + call.err() + call.out()).isZero();
      }
    } finally {
      threads.shutdownNow();
    }
    requireWhole(workspace, jobs);
  }

  private static Invocation result(Future<Invocation> call) throws Exception {
    try {
      return call.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A job threw", e);
    }
  }

  /** Checks that no row is there twice and none is missing, and that no lock stays. */
  private void requireWhole(String location, List<String> jobs) {
    Workspace workspace = new Workspace(new Location(location).qualified());
    boolean more = jobs.stream().anyMatch(List.of("ingest", "nightly", "run")::contains);
    int materials = more ? 2 * CRYSTALS : CRYSTALS;
    assertThat(rows(MaterialTable.TABLE, workspace, MaterialTable.MATERIAL_ID))
        .as(jobs.toString())
        .isGreaterThanOrEqualTo(materials);
    assertThat(distinct(MaterialTable.TABLE, workspace, MaterialTable.MATERIAL_ID))
        .as(jobs.toString())
        .isEqualTo(materials);
    for (StoredTable table :
        List.of(MaterialTable.TABLE, GraphTable.TABLE, PredictionTable.TABLE)) {
      String[] key = table.key().toArray(String[]::new);
      assertThat(rows(table, workspace, key)).as(jobs + " " + table.name()).isPositive();
      assertThat(distinct(table, workspace, key))
          .as(jobs + " " + table.name())
          .isEqualTo(rows(table, workspace, key));
    }
    requireJudged(workspace, jobs, "there", "test");
    for (int k = 0; k < jobs.size(); k++) {
      String name = jobs.get(k) + "-" + k;
      switch (jobs.get(k)) {
        case "sweep" ->
            assertThat(RunTable.read(spark, workspace, name).count())
                .as(jobs + ": the run of " + name)
                .isEqualTo(1);
        case "evaluate" -> requireJudged(workspace, jobs, "there", "validation");
        case "run" -> requireJudged(workspace, jobs, name, "test");
        case "train" ->
            assertThat(ModelFolder.of(new Location(location), name).missing())
                .as(jobs + ": the model of " + name)
                .isFalse();
        default -> {}
      }
    }
    if (location.startsWith("s3a:")) { // on this machine the files stay and mean nothing
      String locks = location.replace("s3a://" + BUCKET + "/", "") + "/locks/";
      assertThat(server.keys(BUCKET, locks)).filteredOn(key -> !key.endsWith("/")).isEmpty();
    }
  }

  private void requireJudged(Workspace workspace, List<String> jobs, String model, String fold) {
    Dataset<Row> predictions =
        PredictionTable.TABLE
            .read(spark, workspace)
            .where(col(PredictionTable.MODEL).equalTo(model))
            .where(col(PredictionTable.FOLD).equalTo(fold));
    assertThat(predictions.count()).as("%s: %s of %s".formatted(jobs, fold, model)).isPositive();
  }

  private long rows(StoredTable table, Workspace workspace, String... columns) {
    return columns(table, workspace, columns).count();
  }

  private long distinct(StoredTable table, Workspace workspace, String... columns) {
    return columns(table, workspace, columns).distinct().count();
  }

  private Dataset<Row> columns(StoredTable table, Workspace workspace, String... names) {
    Column[] columns = Stream.of(names).map(name -> col(name)).toArray(Column[]::new);
    return table.read(spark, workspace).select(columns);
  }
}
