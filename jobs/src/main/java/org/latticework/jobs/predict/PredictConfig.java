package org.latticework.jobs.predict;

import java.util.Arrays;
import java.util.Locale;
import org.latticework.jobs.ingest.IngestConfig;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.predictor.PredictingModel.Asked;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.workspace.Location;
import org.latticework.pipeline.ingest.IngestOptions;

/**
 * What to predict.
 *
 * @param model name
 * @param input where crystals come from, and how they are read
 * @param asked what is asked of the model
 * @param nearest whether the nearest crystal of its training fold is looked for
 * @param format of the output
 * @param spark whether Spark predicts
 * @param maxEdges most edges of a crystal of the training fold; one with more is left out
 */
record PredictConfig(
    String model,
    IngestOptions input,
    Asked asked,
    boolean nearest,
    Format format,
    OnSpark spark,
    int maxEdges) {
  PredictConfig {
    ModelFolder.requireName("predict.model", model);
    if (asked != Asked.PREDICTIONS && format == Format.CSV) {
      throw new ConfigurationException(
          "A CSV has no column for a vector: --output should end in .jsonl or .parquet");
    }
  }

  /** Forms of the output. */
  enum Format {
    CSV(".csv"),
    JSONL(".jsonl"),
    PARQUET(".parquet");

    private final String ending;

    Format(String ending) {
      this.ending = ending;
    }

    /** Returns the form of a file that is named so. */
    static Format of(String name) {
      String lower = name.toLowerCase(Locale.ROOT);
      return Arrays.stream(values())
          .filter(format -> lower.endsWith(format.ending))
          .findFirst()
          .orElseThrow(
              () ->
                  new ConfigurationException(
                      "--output should end in .csv, .jsonl or .parquet, got %s; or say --format"
                          .formatted(name)));
    }
  }

  /** Whether Spark predicts. */
  enum OnSpark {
    AUTO,
    NEVER,
    ALWAYS
  }

  static PredictConfig from(Settings settings, Asked asked, Location input, Location output) {
    requireApart(input, output);
    String format = settings.text("predict.format");
    return Settings.checked(
        "predict",
        () ->
            new PredictConfig(
                settings.text("predict.model"),
                IngestConfig.options(settings, input),
                asked,
                settings.flag("predict.nearest"),
                format.equals("auto")
                    ? Format.of(output.text())
                    : settings.choice("predict.format", Format.class),
                settings.choice("predict.spark", OnSpark.class),
                settings.integer("train.max-edges")));
  }

  /** What is written must not take the place of what is read, nor be read the next time. */
  private static void requireApart(Location input, Location output) {
    String from = folder(input);
    String to = folder(output);
    if (from.startsWith(to) || to.startsWith(from)) {
      throw new ConfigurationException(
          "--output %s and --input %s lie in each other: choose another place"
              .formatted(output.text(), input.text()));
    }
  }

  private static String folder(Location location) {
    String path =
        location
            .local()
            .map(file -> file.toAbsolutePath().normalize().toString())
            .orElseGet(location::qualified);
    return path.endsWith("/") ? path : path + "/";
  }
}
