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

/** Writes vectors of crystals that come from outside. */
@Command(
    name = "embed",
    mixinStandardHelpOptions = true,
    description = {
      "Write the vector that a trained network makes of each crystal, before it looks at its target.",
      "For Gaussian processes, for search, for maps. Reads and writes as predict does, but no CSV.",
      "Example: latticework embed --model default --input structures/ --output vectors.parquet"
    })
public final class EmbedJob extends Job {
  @Mixin private PredictOptions options;
  @Mixin private RejectionLimit limit;

  @Option(
      names = "--atoms",
      description =
          "A vector for each atom, in the order of the crystal's sites, instead of their mean.")
  private boolean atoms;

  @Override
  protected Settings override(Settings settings) {
    return options.override(settings);
  }

  @Override
  protected Work prepare(Settings settings, Location workspace) {
    return options.prepare(settings, workspace, atoms ? Asked.VECTORS_OF_ATOMS : Asked.VECTORS);
  }

  @Override
  protected long maxRejected() {
    return limit.maxRejected();
  }
}
