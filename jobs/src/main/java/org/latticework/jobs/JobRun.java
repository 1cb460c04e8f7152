package org.latticework.jobs;

import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.latticework.pipeline.table.Workspace;

/**
 * What a job works with: the workspace, the console, and a Spark that starts when it is first asked
 * for.
 */
final class JobRun implements AutoCloseable {
  private final String job;
  private final Location workspace;
  private final Console console;
  private final Optional<String> master;
  private Optional<SparkSession> spark = Optional.empty();

  JobRun(String job, Location workspace, Console console, Optional<String> master) {
    this.job = job;
    this.workspace = workspace;
    this.console = console;
    this.master = master;
  }

  Console console() {
    return console;
  }

  Location location() {
    return workspace;
  }

  Workspace workspace() {
    return new Workspace(workspace.absolute());
  }

  /** Returns the same run in another workspace; close this one, not that. */
  JobRun within(Location other) {
    spark();
    JobRun inner = new JobRun(job, other, console, master);
    inner.spark = spark;
    return inner;
  }

  SparkSession spark() {
    if (spark.isEmpty()) {
      spark = Optional.of(SparkSessions.open("latticework " + job, master));
    }
    return spark.get();
  }

  JavaSparkContext sparkContext() {
    return JavaSparkContext.fromSparkContext(spark().sparkContext());
  }

  @Override
  public void close() {
    spark.ifPresent(SparkSession::stop);
  }
}
