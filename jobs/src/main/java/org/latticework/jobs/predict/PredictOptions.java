package org.latticework.jobs.predict;

import java.util.Optional;
import org.latticework.jobs.job.Work;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.predictor.PredictingModel.Asked;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.workspace.Location;
import picocli.CommandLine.Option;

/** The options of {@code predict} and {@code embed}. */
final class PredictOptions {
  @Option(names = "--model", paramLabel = "M", description = "Name of the model (predict.model).")
  private Optional<String> model;

  @Option(
      names = "--input",
      paramLabel = "PATH",
      required = true,
      description = "A file, a folder or a tree: CIF, JSON, CSV, Parquet, as ingest reads them.")
  private String input;

  @Option(names = "--input-format", paramLabel = "FORM", description = "Its form (ingest.format).")
  private Optional<String> inputFormat;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      required = true,
      description = "The file, ending in .csv, .jsonl or .parquet; replaced if it is there.")
  private String output;

  @Option(
      names = "--format",
      paramLabel = "F",
      description = "csv, jsonl or parquet, whatever the output's name (predict.format).")
  private Optional<String> format;

  @Option(
      names = "--nearest",
      description =
          "Also say which crystal of the training fold lies nearest, and how far away (predict.nearest).")
  private boolean nearest;

  Settings override(Settings settings) {
    return settings
        .with("predict.model", model)
        .with("predict.format", format)
        .with("ingest.format", inputFormat)
        .with("predict.nearest", nearest ? Optional.of(true) : Optional.empty());
  }

  /** Checks what is asked for. */
  Work prepare(Settings settings, Location workspace, Asked asked) {
    Location file = new Location(output);
    PredictConfig config = PredictConfig.from(settings, asked, new Location(input), file);
    ModelFolder.of(workspace, config.model()).require();
    return run -> new Prediction(run, config, file).predict();
  }
}
