package org.latticework.jobs.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.workspace.Location;
import picocli.CommandLine.Option;

/** The options that every job has. */
public final class JobOptions {
  @Option(
      names = "--workspace",
      paramLabel = "PATH",
      defaultValue = "work",
      description =
          "Where tables and models are: a folder, hdfs:// or s3a:// (default: ${DEFAULT-VALUE}).")
  private String workspace;

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description = "Settings of your own over those of conf/latticework.conf.")
  private Optional<Path> conf;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting, such as train.epochs=50; as often as you like.")
  private List<String> pairs = new ArrayList<>();

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description = "Write the facts of the run (counts, seconds, versions, settings) as JSON.")
  private Optional<String> summary;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark master: local[2], spark://host:7077, yarn, k8s://… (default: local[*]).")
  private Optional<String> master;

  Location workspace() {
    if (workspace.isBlank()) {
      throw new ConfigurationException("--workspace wants a path, got an empty one");
    }
    return new Location(workspace);
  }

  Optional<Path> summary() {
    return summary.map(file -> new Location(file).here("--summary"));
  }

  Optional<String> master() {
    return master;
  }

  /**
   * Returns the resolved settings: over the defaults, which are those of the installation's
   * conf/latticework.conf as it has been edited, what the user asks for.
   */
  public Settings settings() {
    Settings settings = Settings.shipped();
    Optional<Path> edited =
        Optional.ofNullable(System.getProperty("latticework.home"))
            .map(home -> Path.of(home, "conf", "latticework.conf"));
    if (edited.isPresent() && edited.get().toFile().exists()) {
      settings = settings.withDefaults(edited.get());
    }
    if (conf.isPresent()) {
      settings = settings.withFile(conf.get());
    }
    return settings.withPairs(pairs);
  }
}
