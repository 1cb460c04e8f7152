package org.latticework.jobs.split;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
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
import org.latticework.pipeline.leakage.Leakage;
import org.latticework.pipeline.leakage.MeasureLeakage;
import org.latticework.pipeline.level.LevelResult;
import org.latticework.pipeline.level.LevelUpdate;
import org.latticework.pipeline.split.Split;
import org.latticework.pipeline.split.SplitOptions;
import org.latticework.pipeline.split.SplitOutcome;
import org.latticework.pipeline.split.SplitResult;
import org.latticework.pipeline.table.ReleaseTable;
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
      "It is refused where materials would move, such as by a release that has changed one, unless you --overwrite.",
      "Strategies: composition, chemical-system, near-duplicate, prototype, protostructure, structure and random keep",
      "groups together and decide by their hash; leave-elements-out and leave-one-out judge by what you name;",
      "release by what came later; matbench by Matbench's five folds; file as a file says. See docs/splits.md.",
      "Example: latticework split --strategy composition --keep-apart near-duplicate --name strict",
      "Example: latticework split --strategy leave-elements-out --leave-out Li,group-17 --name no-halides",
      "Example: latticework split --strategy leave-one-out --level row --name row",
      "Example: latticework split --strategy release --train-until 2022.10.28 --name later",
      "Example: latticework split --strategy composition --folds 5 --name cv"
    })
public final class SplitJob extends Job {
  @Option(
      names = "--strategy",
      paramLabel = "S",
      description = "What decides on the test: composition, … as above (split.strategy).")
  private Optional<String> strategy;

  @Option(
      names = "--name",
      paramLabel = "N",
      description = "Name of the split, or of several: N-0, N-1, … (split.name).")
  private Optional<String> name;

  @Mixin private SplitDetails details;

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
    return details
        .override(settings)
        .with("split.strategy", strategy)
        .with("split.name", name)
        .with("split.seed", seed)
        .with("split.as-of", asOf);
  }

  @Override
  protected Work prepare(Settings settings, Location workspace) {
    SplitOptions checked = SplitConfig.checked(settings);
    SplitOptions options = overwrite ? checked.overwriting() : checked;
    WorkspaceTable.MATERIALS.require(workspace);
    return run -> WorkspaceLock.ofTables(run).hold(lock -> split(run, options));
  }

  @Override
  protected boolean waits() {
    return wait.waits();
  }

  /** Makes the splits that options ask for, and says what they hold and what leaks. */
  public static Summary split(JobRun run, SplitOptions options) throws IOException {
    SparkSession spark = run.spark();
    LevelResult levels;
    List<SplitOutcome> outcomes;
    try {
      Split.check(spark, run.workspace(), options); // comparing may take hours
      levels =
          StageProgress.during(run, "Comparing", () -> LevelUpdate.run(spark, run.workspace()));
      outcomes =
          StageProgress.during(run, "Splitting", () -> Split.all(spark, run.workspace(), options));
    } catch (RefusedSplitException | UnknownReleaseException e) {
      throw new ConfigurationException("split: " + e.getMessage(), e);
    }
    Summary summary = new Summary().put("split", options.name());
    if (!options.isSeveral()) {
      Leakage leakage = leakage(run, options, outcomes.get(0));
      summary.putAll(said(run, "Split      ", outcomes.get(0), leakage));
      LeakageFacts.say(run.console(), leakage);
    } else {
      List<Map<String, Object>> splits = new ArrayList<>();
      for (SplitOutcome outcome : outcomes) {
        Leakage leakage = leakage(run, options, outcome);
        splits.add(
            said(run, "Split      %s: ".formatted(outcome.name()), outcome, leakage).facts());
        LeakageFacts.sayShortly(run.console(), leakage);
      }
      summary.put("splits", splits);
      MeasureLeakage.forgetGone(spark, run.workspace()); // of a cross-validation of more folds
    }
    return summary.put("levels", LeakageFacts.summary(levels).facts());
  }

  private static Leakage leakage(JobRun run, SplitOptions options, SplitOutcome outcome)
      throws IOException {
    return StageProgress.during(
        run,
        "Measuring",
        () ->
            MeasureLeakage.run(
                run.spark(),
                run.workspace(),
                outcome.name(),
                options.criterion().strategy().word(),
                ReleaseTable.materials(run.spark(), run.workspace(), options.release())));
  }

  private static Summary said(JobRun run, String beginning, SplitOutcome outcome, Leakage leakage) {
    SplitResult result = outcome.result();
    run.console()
        .say(
            "%s%,d train, %,d validation, %,d test in %,d groups; %,d groups leak",
            beginning,
            result.train(),
            result.validation(),
            result.test(),
            result.groups(),
            result.leakingGroups());
    outcome.notes().forEach(note -> run.console().sayBelow("%s", note));
    return new Summary()
        .put("split", outcome.name())
        .put("train", result.train())
        .put("validation", result.validation())
        .put("test", result.test())
        .put("groups", result.groups())
        .put("leaking_groups", result.leakingGroups())
        .put("leakage", LeakageFacts.summary(leakage).facts())
        .put("notes", outcome.notes());
  }
}
