package org.latticework.jobs.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.latticework.pipeline.local.LocalFiles;
import org.latticework.pipeline.table.DeltaSession;

/**
 * Starts Spark as the command line asks: under spark-submit with what that has set, otherwise in
 * this process.
 *
 * <p>A setting is taken from the first of these that has it: {@code --master}, spark-submit (or
 * {@code -Dspark.…}), {@code conf/spark-defaults.conf}, {@link DeltaSession}.
 */
public final class SparkSessions {
  private static final String DEFAULTS = "spark-defaults.conf";
  private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";
  private static final String NATIVES = "-Dorg.bytedeco.javacpp.cachedir";
  private static final int HADOOPS_UMASK = 022;
  private static final String LOOPBACK = "127.0.0.1";
  private static final String LOCAL_PARTITIONS = "8"; // Spark's 200 are for clusters

  private SparkSessions() {}

  /**
   * Starts Spark.
   *
   * @param application name in Spark's lists
   * @param master what {@code --master} said
   */
  public static SparkSession open(String application, Optional<String> master) {
    SparkConf conf = conf(master).setAppName(application);
    return DeltaSession.configure(SparkSession.builder()).config(conf).getOrCreate();
  }

  /** Returns Spark's settings; it need not start to have them. */
  public static SparkConf conf(Optional<String> master) {
    SparkConf conf = new SparkConf();
    defaults().forEach((key, value) -> conf.setIfMissing((String) key, ((String) value).strip()));
    conf.setMaster(retrying(master.orElse(conf.get("spark.master", "local[*]")), conf));
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    ExecutorMemory.of(conf).ifPresent(memory -> memory.bound(conf));
    ClosedPorts.close(conf);
    if (conf.get("spark.master").startsWith("local[")) { // not local-cluster
      boolean small = Boolean.getBoolean("latticework.small");
      if (small) {
        interpret(conf);
      }
      LocalFiles.SETTINGS.forEach(conf::setIfMissing);
      keepUmask(conf);
      conf.setIfMissing("spark.driver.bindAddress", LOOPBACK); // nobody else has business there
      conf.setIfMissing("spark.driver.host", LOOPBACK);
      conf.setIfMissing("spark.sql.shuffle.partitions", small ? "2" : LOCAL_PARTITIONS);
    } else {
      conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", "1"); // bin/latticework says why
      unpackInTheExecutorsFolder(conf);
      property("latticework.lib").ifPresent(lib -> conf.setIfMissing("spark.jars", jars(lib)));
    }
    return conf;
  }

  /**
   * Lets Spark interpret its expressions: to write, compile and warm up code for a query takes
   * longer than a few thousand rows do. bin/latticework looks at the size of what a job reads.
   */
  private static void interpret(SparkConf conf) {
    conf.setIfMissing("spark.sql.codegen.wholeStage", "false");
    conf.setIfMissing("spark.sql.codegen.factoryMode", "NO_CODEGEN");
  }

  /**
   * Lets Hadoop write files as privately as this process does: it has a umask of its own, 022, and
   * goes by that. A process that lets others write changes nothing.
   */
  private static void keepUmask(SparkConf conf) {
    Optional.ofNullable(System.getProperty("latticework.umask"))
        .filter(umask -> umask.matches("[0-7]{3,4}"))
        .filter(umask -> (Integer.parseInt(umask, 8) & HADOOPS_UMASK) == HADOOPS_UMASK)
        .ifPresent(umask -> conf.setIfMissing("spark.hadoop.fs.permissions.umask-mode", umask));
  }

  /**
   * Lets an executor unpack native libraries in the folder that it is started in, which is its own:
   * without a home of its own javacpp would run what it finds under a known name in the machine's
   * folder for temporary files.
   */
  private static void unpackInTheExecutorsFolder(SparkConf conf) {
    String options = conf.get(EXECUTOR_OPTIONS, "");
    if (!options.contains(NATIVES)) {
      conf.set(EXECUTOR_OPTIONS, (options + " " + NATIVES + "=javacpp").strip());
    }
  }

  private static Optional<Path> property(String name) {
    return Optional.ofNullable(System.getProperty(name)).map(Path::of);
  }

  /**
   * Reads the installation's {@code spark-defaults.conf}; where only the jars are, as in a driver
   * on a cluster, the one they were built with.
   */
  private static Properties defaults() {
    Optional<Path> file =
        property("latticework.home")
            .map(home -> home.resolve("conf").resolve(DEFAULTS))
            .filter(Files::exists);
    Properties defaults = new Properties();
    try (InputStream in =
        file.isPresent()
            ? Files.newInputStream(file.get())
            : SparkSessions.class.getResourceAsStream("/org/latticework/jobs/" + DEFAULTS)) {
      defaults.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + DEFAULTS, e);
    }
    return defaults;
  }

  /**
   * Lets a task of a local master be tried as often as on a cluster: Spark's {@code local[2]} gives
   * up at the first connection that breaks off.
   */
  private static String retrying(String master, SparkConf conf) {
    String tries = conf.get("spark.task.maxFailures", "4");
    return master
        .replaceFirst("^local$", "local[1]")
        .replaceFirst("^local\\[([^,]+)]$", "local[$1," + tries + "]");
  }

  /** Lists the jars that Spark's executors on other machines lack. */
  private static String jars(Path lib) {
    try (Stream<Path> files = Files.list(lib)) {
      return files
          .map(Path::toString)
          .filter(name -> name.endsWith(".jar"))
          .sorted()
          .collect(Collectors.joining(","));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + lib, e);
    }
  }
}
