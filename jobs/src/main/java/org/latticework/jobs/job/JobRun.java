package org.latticework.jobs.job;

import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import org.latticework.jobs.console.Console;
import org.latticework.jobs.spark.SparkSessions;
import org.latticework.jobs.workspace.Location;
import org.latticework.pipeline.delta.Workspace;

/**
 * What a job works with: the workspace, the console, and a Spark that starts when it is first asked
 * for. A Spark that runs already is joined, and left running at the end.
 */
public final class JobRun implements AutoCloseable {
  private final String job;
  private final Location workspace;
  private final Console console;
  private final Optional<String> master;
  private final boolean waits;
  private Optional<SparkSession> started = Optional.empty();

  /**
   * Takes what the user asked for; nothing starts yet.
   *
   * @param job its name
   * @param workspace that it reads and writes
   * @param console where it speaks
   * @param master what {@code --master} said
   * @param waits whether to wait while another run writes to the workspace
   */
  JobRun(String job, Location workspace, Console console, Optional<String> master, boolean waits) {
    this.job = job;
    this.workspace = workspace;
    this.console = console;
    this.master = master;
    this.waits = waits;
  }

  String job() {
    return job;
  }

  boolean waits() {
    return waits;
  }

  /** Returns whether the user has said where Spark is to run. */
  public boolean hasMaster() {
    return master.isPresent();
  }

  public Console console() {
    return console;
  }

  public Location location() {
    return workspace;
  }

  public Workspace workspace() {
    return new Workspace(workspace.qualified());
  }

  /** Returns the same run in another workspace; this one is still the one to close. */
  public JobRun within(Location other) {
    spark();
    return new JobRun(job, other, console, master, waits);
  }

  public SparkSession spark() {
    if (SparkSession.getDefaultSession().isEmpty()) {
      started = Optional.of(SparkSessions.open("latticework " + job, master));
    }
    return SparkSession.getDefaultSession().get();
  }

  /** Stops Spark, if it has started, so that nothing more is read or written by it. */
  void stopSpark() {
    if (SparkSession.getDefaultSession().isDefined()) {
      spark().stop();
    }
  }

  public JavaSparkContext sparkContext() {
    return JavaSparkContext.fromSparkContext(spark().sparkContext());
  }

  /**
   * Returns what Hadoop's file systems need to know, such as credentials. Spark need not start for
   * it.
   */
  public Configuration hadoop() {
    return SparkSession.getDefaultSession().isDefined()
        ? sparkContext().hadoopConfiguration()
        : SparkHadoopUtil.get().newConfiguration(SparkSessions.conf(master));
  }

  @Override
  public void close() {
    started.ifPresent(SparkSession::stop);
  }
}
