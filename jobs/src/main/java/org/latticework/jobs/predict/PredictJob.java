package org.latticework.jobs.predict;

import java.util.Optional;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.job.RejectionLimit;
import org.latticework.jobs.job.Work;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.workspace.Location;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Predicts crystals that come from outside. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = {
      "Predict crystals with a trained model. Reads what ingest reads; no table is read or written.",
      "Writes a row for each record: what the model says, or why it says nothing.",
      "Small inputs are predicted without Spark, large ones by Spark's executors, which write a folder of files.",
      "The numbers are the same to the last digit.",
      "Example: latticework predict --model default --input structures/ --output predictions.csv"
    })
public final class PredictJob extends Job {
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

  @Mixin private RejectionLimit limit;

  @Override
  protected Settings override(Settings settings) {
    return settings
        .with("predict.model", model)
        .with("predict.format", format)
        .with("ingest.format", inputFormat)
        .with("ingest.include-deprecated", Optional.of(true))
        .with("ingest.include-noncommercial", Optional.of(true));
  }

  @Override
  protected Work prepare(Settings settings, Location workspace) {
    Location file = new Location(output);
    PredictConfig config = PredictConfig.from(settings, new Location(input), file);
    ModelFolder.of(workspace, config.model()).require();
    return run -> new Prediction(run, config, file).predict();
  }

  @Override
  protected long maxRejected() {
    return limit.maxRejected();
  }
}
