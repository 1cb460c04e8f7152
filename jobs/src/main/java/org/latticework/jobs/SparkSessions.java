package org.latticework.jobs;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.latticework.pipeline.table.DeltaSession;

/**
 * Starts Spark as the command line asks: under spark-submit with what that has set, otherwise in
 * this process.
 *
 * <p>A setting is taken from the first of these that has it: {@code --master}, spark-submit (or
 * {@code -Dspark.…}), {@code conf/spark-defaults.conf}, {@link DeltaSession}.
 */
final class SparkSessions {
  private static final String LOCAL_PARTITIONS = "8"; // Spark's 200 are for clusters

  private SparkSessions() {}

  /**
   * Starts Spark.
   *
   * @param application name in Spark's lists
   * @param master what {@code --master} said
   */
  static SparkSession open(String application, Optional<String> master) {
    SparkConf conf = conf(master).setAppName(application);
    return DeltaSession.configure(SparkSession.builder()).config(conf).getOrCreate();
  }

  /** Returns Spark's settings; it need not start to have them. */
  static SparkConf conf(Optional<String> master) {
    SparkConf conf = new SparkConf();
    property("latticework.home")
        .map(home -> home.resolve("conf").resolve("spark-defaults.conf"))
        .filter(Files::exists)
        .ifPresent(file -> addMissing(conf, file));
    master.ifPresent(conf::setMaster);
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    if (conf.get("spark.master").startsWith("local")) {
      conf.setIfMissing("spark.sql.shuffle.partitions", LOCAL_PARTITIONS);
    } else {
      property("latticework.lib").ifPresent(lib -> conf.setIfMissing("spark.jars", jars(lib)));
    }
    return conf;
  }

  private static Optional<Path> property(String name) {
    return Optional.ofNullable(System.getProperty(name)).map(Path::of);
  }

  private static void addMissing(SparkConf conf, Path file) {
    Properties defaults = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      defaults.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    defaults.forEach((key, value) -> conf.setIfMissing((String) key, ((String) value).strip()));
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
