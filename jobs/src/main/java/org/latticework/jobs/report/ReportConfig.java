package org.latticework.jobs.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.workspace.Location;

/**
 * What to report, and where to.
 *
 * @param models names, each once; at least one
 * @param sweep name of a sweep that is shown too
 * @param output the page
 * @param figures a folder that gets the figures as files
 * @param maxEdges most edges of a crystal that a network is looked into with
 * @param resamples of the seeds of a sweep, for the bands of learning curves
 */
public record ReportConfig(
    List<String> models,
    Optional<String> sweep,
    Location output,
    Optional<Location> figures,
    int maxEdges,
    int resamples) {
  public ReportConfig {
    models = models.stream().distinct().toList();
    models.forEach(model -> ModelFolder.requireName("--model", model));
    sweep.ifPresent(name -> ModelFolder.requireName("--sweep", name));
  }

  /** What a user asks for; each may be missing. */
  record Request(
      List<String> models,
      Optional<String> sweep,
      Optional<Location> output,
      Optional<Location> figures) {}

  /**
   * Returns the report that is asked for; of the model of {@code evaluate} where none is named.
   *
   * @throws ConfigurationException if the page or the figures cannot be written there
   */
  static ReportConfig from(Settings settings, Request request, Location workspace) {
    List<String> models =
        request.models().isEmpty()
            ? List.of(settings.text("evaluate.model"))
            : request.models().stream().distinct().toList();
    ReportConfig config =
        new ReportConfig(
            models,
            request.sweep(),
            request.output().orElseGet(() -> page(workspace, models)),
            request.figures(),
            settings.integer("train.max-edges"),
            settings.integer("sweep.resamples"));
    if (request.output().isPresent() || config.output.local().isPresent()) {
      requireFile(config.output); // a workspace on another file system is asked for its models
    }
    config.figures.ifPresent(ReportConfig::requireFolder);
    return config;
  }

  /** Returns the report of one model, at its place in the workspace. */
  static ReportConfig of(String model, int maxEdges, Location workspace) {
    List<String> models = List.of(model);
    return new ReportConfig(
        models, Optional.empty(), page(workspace, models), Optional.empty(), maxEdges, 0);
  }

  /** No name of a model has a plus in it. */
  private static Location page(Location workspace, List<String> models) {
    return workspace.child("reports").child(String.join("+", models) + ".html");
  }

  private static void requireFile(Location output) {
    if (output.text().isBlank() || output.text().endsWith("/")) {
      throw new ConfigurationException("--output wants a file, got '%s'".formatted(output.text()));
    }
    Optional<Path> file = output.local();
    if (file.filter(Files::isDirectory).isPresent()) {
      throw new ConfigurationException(
          "--output wants a file, %s is a folder".formatted(output.text()));
    }
    if (file.filter(Files::exists).filter(it -> !Files.isRegularFile(it)).isPresent()) {
      throw new ConfigurationException(
          "--output wants a file, %s is a pipe or a device".formatted(output.text()));
    }
    requireWritable("--output", output, false);
  }

  private static void requireFolder(Location folder) {
    if (folder.text().isBlank()) {
      throw new ConfigurationException("--figures wants a folder, got an empty path");
    }
    Optional<Path> path = folder.local();
    if (path.filter(Files::exists).filter(it -> !Files.isDirectory(it)).isPresent()) {
      throw new ConfigurationException(
          "--figures wants a folder, %s is a file".formatted(folder.text()));
    }
    requireWritable("--figures", folder, true);
  }

  /** Looks at the nearest thing that is there already; another file system is asked for it. */
  private static void requireWritable(String option, Location place, boolean folder) {
    if (place.local().isEmpty()) {
      place.missing(); // which complains where the store cannot be asked
      return;
    }
    Path path = place.local().get().toAbsolutePath().normalize();
    Path there = folder ? path : path.getParent();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there != null && !Files.isDirectory(there)) {
      throw new ConfigurationException(
          "%s cannot be written: %s is no folder".formatted(option, there));
    }
    if (there == null || !Files.isWritable(there)) {
      throw new ConfigurationException(
          "%s cannot be written: no right to write %s".formatted(option, there));
    }
  }
}
