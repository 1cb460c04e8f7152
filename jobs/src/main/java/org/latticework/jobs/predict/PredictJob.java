package org.latticework.jobs.predict;

import org.latticework.jobs.job.Job;
import org.latticework.jobs.job.RejectionLimit;
import org.latticework.jobs.job.Work;
import org.latticework.jobs.predictor.PredictingModel.Asked;
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
  @Mixin private PredictOptions options;
  @Mixin private RejectionLimit limit;

  @Option(
      names = "--site-contributions",
      description =
          "Also say what each site contributes: numbers in the order of the crystal's sites, whose "
              + "mean is the prediction. For schnet, cogn, equivariant and alignn; not in a CSV.")
  private boolean siteContributions;

  @Override
  protected Settings override(Settings settings) {
    return options.override(settings);
  }

  @Override
  protected Work prepare(Settings settings, Location workspace) {
    return options.prepare(
        settings, workspace, siteContributions ? Asked.SITE_CONTRIBUTIONS : Asked.PREDICTIONS);
  }

  @Override
  protected long maxRejected() {
    return limit.maxRejected();
  }
}
