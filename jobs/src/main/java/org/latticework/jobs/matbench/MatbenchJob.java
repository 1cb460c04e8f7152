package org.latticework.jobs.matbench;

import java.util.Locale;
import java.util.Optional;
import org.latticework.jobs.ingest.IngestConfig;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.job.PresetOption;
import org.latticework.jobs.job.RejectionLimit;
import org.latticework.jobs.job.WaitOption;
import org.latticework.jobs.job.Work;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.workspace.Location;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a task of Matbench, and writes its results as Matbench takes them. */
@Command(
    name = "matbench",
    mixinStandardHelpOptions = true,
    description = {
      "A whole task of Matbench: ingest its file, featurize, split into its five folds, train a network on each,",
      "evaluate each on its test, and write the file of results that Matbench takes.",
      "Each step does only what is missing. A call that failed or was killed goes on from there when it is",
      "repeated; one that is done trains nothing and writes the results again.",
      "Example: latticework matbench --task matbench_mp_gap.json.gz --workspace gap --epochs 100"
    })
public final class MatbenchJob extends Job {
  @Option(
      names = "--task",
      paramLabel = "FILE",
      required = true,
      description = "Its file, named by the task, such as matbench_mp_gap.json.gz.")
  private String file;

  @Option(
      names = "--name",
      paramLabel = "N",
      description = "Name of splits, sweep and models (default: the task's name).")
  private Optional<String> name;

  @Option(
      names = "--target",
      paramLabel = "C",
      description =
          "Column of materials that the task's target becomes (ingest.target, train.target; "
              + "default: the one of the task).")
  private Optional<String> target;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the data (train.epochs).")
  private Optional<String> epochs;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "Where the results go, ends with .json or .json.gz "
              + "(default: <workspace>/matbench/<name>.json.gz).")
  private Optional<String> output;

  @Mixin private PresetOption preset;
  @Mixin private RejectionLimit limit;
  @Mixin private WaitOption wait;

  @Override
  protected Settings override(Settings settings) {
    MatbenchTask task = MatbenchTask.ofFile(file);
    return MatbenchSettings.of(
        preset.override(settings).with("train.epochs", epochs),
        task,
        target,
        name.orElse(task.name()));
  }

  @Override
  protected Settings resolve(Settings settings) {
    return MatbenchSettings.withGraphs(settings);
  }

  @Override
  protected Work prepare(Settings settings, Location workspace) {
    Location standard = workspace.child("matbench").child(settings.text("sweep.name") + ".json.gz");
    Location results = output.map(Location::new).orElse(standard);
    if (!results.text().toLowerCase(Locale.ROOT).matches(".*\\.json(\\.gz)?")) {
      throw new ConfigurationException(
          "--output must end with .json or .json.gz, got %s".formatted(results.text()));
    }
    MatbenchConfig config =
        MatbenchConfig.from(settings, MatbenchTask.ofFile(file), new Location(file), results);
    IngestConfig.requireInput(config.file());
    return run -> new MatbenchRun(run, config).complete();
  }

  @Override
  protected boolean waits() {
    return wait.waits();
  }

  @Override
  protected long maxRejected() {
    return limit.maxRejected();
  }
}
