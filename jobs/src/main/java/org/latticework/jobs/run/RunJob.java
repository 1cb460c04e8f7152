package org.latticework.jobs.run;

import java.io.IOException;
import java.util.Optional;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.ingest.IngestConfig;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.PresetOption;
import org.latticework.jobs.job.RejectionLimit;
import org.latticework.jobs.job.WaitOption;
import org.latticework.jobs.job.Work;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.train.RepeatableTraining;
import org.latticework.jobs.workspace.Location;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Goes the whole way from a dump to a judged model. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "From a dump to a trained model and its error on the test fold: ingest, featurize, split, train, evaluate;",
      "and a report on it, <workspace>/reports/<name>.html.",
      "Each step does only what is missing. A run that failed or was killed goes on from there when it is",
      "repeated, also in the middle of the training; one whose model is there trains nothing.",
      "A model of other settings is not replaced unless you --overwrite.",
      "Example: latticework run --input mp-dump/ --target formation_energy_per_atom"
    })
public final class RunJob extends Job {
  @Option(names = "--input", paramLabel = "PATH", required = true, description = "The dump.")
  private String input;

  @Option(names = "--format", paramLabel = "FORM", description = "Its form (ingest.format).")
  private Optional<String> format;

  @Option(
      names = "--database-version",
      paramLabel = "RELEASE",
      description = "Release of all its records (ingest.database-version).")
  private Optional<String> databaseVersion;

  @Mixin private PresetOption preset;
  @Mixin private ChainOptions chain;

  @Option(
      names = "--overwrite",
      description =
          "Train again, and replace a model of this name. Where such a run was stopped, repeat it "
              + "without --overwrite to go on.")
  private boolean overwrite;

  @Option(
      names = "--resume",
      description =
          "Go on with a stopped training also where settings have changed that may, such as the "
              + "epochs, the learning rate or the workers. With the same settings a run goes on "
              + "without being told.")
  private boolean resume;

  @Mixin private RejectionLimit limit;
  @Mixin private WaitOption wait;

  @Override
  protected Settings override(Settings settings) {
    return ChainConfig.joined(
        chain
            .override(preset.override(settings))
            .with("ingest.format", format)
            .with("ingest.database-version", databaseVersion));
  }

  @Override
  protected Settings resolve(Settings settings) {
    return ChainConfig.resolve(settings);
  }

  @Override
  protected Work prepare(Settings settings, Location workspace) {
    Location dump = new Location(input);
    IngestConfig.requireInput(dump);
    ChainConfig config = ChainConfig.from(settings, dump);
    RepeatableTraining training =
        new RepeatableTraining(config.train(), config.settings(), overwrite, resume);
    return run -> run(run, config, training);
  }

  @Override
  protected boolean waits() {
    return wait.waits();
  }

  private static Summary run(JobRun run, ChainConfig config, RepeatableTraining training)
      throws IOException {
    training.requireSame(run); // before anything is done
    Summary summary = config.chain(training).run(run);
    return summary.put("outdated", training.isOutdated(run));
  }

  @Override
  protected long maxRejected() {
    return limit.maxRejected();
  }
}
