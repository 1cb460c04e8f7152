package org.latticework.jobs.split;

import java.io.IOException;
import java.util.Optional;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.StageProgress;
import org.latticework.jobs.job.WaitOption;
import org.latticework.jobs.job.Work;
import org.latticework.jobs.job.WorkspaceLock;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.workspace.Location;
import org.latticework.jobs.workspace.WorkspaceTable;
import org.latticework.pipeline.group.RefusedSplitException;
import org.latticework.pipeline.level.LevelUpdate;
import org.latticework.pipeline.split.FoldFractions;
import org.latticework.pipeline.split.Split;
import org.latticework.pipeline.split.SplitOptions;
import org.latticework.pipeline.split.SplitResult;
import org.latticework.pipeline.split.SplitStrategy;
import org.latticework.pipeline.table.UnknownReleaseException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Decides which materials are learned from and which are kept to judge by. */
@Command(
    name = "split",
    mixinStandardHelpOptions = true,
    description = {
      "Assign the materials to the folds train, validation and test, whole groups at a time, and report what leaks.",
      "A second run decides only on materials that have come since; those that are there keep their folds.",
      "It is refused where a release has changed a material so that it belongs elsewhere, unless you --overwrite.",
      "Example: latticework split --strategy composition --name by-composition"
    })
public final class SplitJob extends Job {
  @Option(
      names = "--strategy",
      paramLabel = "S",
      description = "composition, chemical-system, random or file (split.strategy).")
  private Optional<String> strategy;

  @Option(names = "--name", paramLabel = "N", description = "Name of the split (split.name).")
  private Optional<String> name;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Another seed, another split (split.seed).")
  private Optional<String> seed;

  @Option(
      names = "--as-of",
      paramLabel = "RELEASE",
      description = "Split the materials that a release had, as it had them (split.as-of).")
  private Optional<String> asOf;

  @Option(
      names = "--overwrite",
      description = "Replace a split of this name that decided otherwise.")
  private boolean overwrite;

  @Mixin private WaitOption wait;

  @Override
  protected Settings override(Settings settings) {
    return settings
        .with("split.strategy", strategy)
        .with("split.name", name)
        .with("split.seed", seed)
        .with("split.as-of", asOf);
  }

  @Override
  protected Work prepare(Settings settings, Location workspace) {
    SplitOptions checked = checked(settings);
    SplitOptions options = overwrite ? checked.overwriting() : checked;
    WorkspaceTable.MATERIALS.require(workspace);
    return run -> WorkspaceLock.ofTables(run).hold(lock -> split(run, options));
  }

  @Override
  protected boolean waits() {
    return wait.waits();
  }

  /** Reads how to split, and checks that a file of folds is there. */
  public static SplitOptions checked(Settings settings) {
    SplitOptions options = options(settings);
    Location file = new Location(settings.text("split.file"));
    if (!file.text().isEmpty()) {
      file.requireExisting("The file of folds %s does not exist".formatted(file.text()));
    }
    return options;
  }

  public static SplitOptions options(Settings settings) {
    String file = settings.text("split.file");
    return Settings.checked(
        "split",
        () ->
            new SplitOptions(
                settings.text("split.name"),
                SplitStrategy.ofWord(settings.text("split.strategy")),
                new FoldFractions(
                    settings.decimal("split.validation"), settings.decimal("split.test")),
                settings.wide("split.seed"),
                file.isEmpty() ? Optional.empty() : Optional.of(new Location(file).qualified()),
                false,
                settings.optional("split.as-of")));
  }

  public static Summary split(JobRun run, SplitOptions options) throws IOException {
    SplitResult result;
    try {
      result =
          StageProgress.during(
              run,
              "Splitting",
              () -> {
                LevelUpdate.run(run.spark(), run.workspace());
                return Split.run(run.spark(), run.workspace(), options);
              });
    } catch (RefusedSplitException | UnknownReleaseException e) {
      throw new ConfigurationException("split: " + e.getMessage(), e);
    }
    run.console()
        .say(
            "Split      %,d train, %,d validation, %,d test in %,d groups; %,d groups leak",
            result.train(),
            result.validation(),
            result.test(),
            result.groups(),
            result.leakingGroups());
    return new Summary()
        .put("split", options.name())
        .put("train", result.train())
        .put("validation", result.validation())
        .put("test", result.test())
        .put("groups", result.groups())
        .put("leaking_groups", result.leakingGroups())
        .put("shared_formulas", result.leakage().reducedFormulas())
        .put("shared_chemical_systems", result.leakage().chemicalSystems())
        .put("shared_structures", result.leakage().structures());
  }
}
