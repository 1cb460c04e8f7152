package org.latticework.jobs.sweep;

import java.util.List;
import java.util.Optional;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.job.PresetOption;
import org.latticework.jobs.job.WaitOption;
import org.latticework.jobs.job.Work;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.workspace.Location;
import org.latticework.jobs.workspace.WorkspaceTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains many networks side by side: learning curves, seeds, splits, settings. */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    description = {
      "Train many networks side by side, each on one core, and judge each on the test fold.",
      "Runs are all combinations of sizes, seeds, splits and what varies, or the lines of a list.",
      "A sweep that was stopped goes on where it was; with more sizes or values it adds their runs.",
      "Writes a row of the table runs for each; sweeps/<name>/ holds the learning curves.",
      "Example: latticework sweep --name lc --sizes 50,200,1000,all --seeds 0,1,2",
      "Example: latticework sweep --name rates --vary train.learning-rate=1e-4,5e-4,1e-3",
      "With --halving 3, of those that compete only the best third goes on at each rung."
    })
public final class SweepJob extends Job {
  @Option(names = "--name", paramLabel = "S", description = "Name of the sweep (sweep.name).")
  private Optional<String> name;

  @Option(
      names = "--sizes",
      paramLabel = "N,N",
      description = "Crystals to learn from: numbers, or all (sweep.sizes).")
  private Optional<String> sizes;

  @Option(names = "--seeds", paramLabel = "K,K", description = "Seeds of each (sweep.seeds).")
  private Optional<String> seeds;

  @Option(names = "--splits", paramLabel = "N,N", description = "Splits (sweep.splits).")
  private Optional<String> splits;

  @Option(
      names = "--vary",
      paramLabel = "KEY=V,V",
      description = "A setting of train and its values; as often as you like (sweep.vary).")
  private List<String> vary = List.of();

  @Option(
      names = "--runs",
      paramLabel = "FILE",
      description = "A CSV with a run a line, in the place of combinations (sweep.runs).")
  private Optional<String> runs;

  @Option(
      names = "--graphs",
      paramLabel = "ID",
      description = "Recipe of the graphs to learn from, as featurize names it (train.graphs).")
  private Optional<String> graphs;

  @Option(
      names = "--target",
      paramLabel = "C",
      description = "Column to learn, or several: a,b (train.target).")
  private Optional<String> target;

  @Option(names = "--epochs", paramLabel = "N", description = "Epochs of each run (train.epochs).")
  private Optional<String> epochs;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Gradient steps of each run, in the place of epochs (sweep.steps).")
  private Optional<String> steps;

  @Option(
      names = "--halving",
      paramLabel = "ETA",
      description = {
        "Of the runs that compete only one in ETA goes on after a part of its epochs; runs that",
        "differ in the seed alone count as one (sweep.halving.factor)."
      })
  private Optional<String> halving;

  @Option(
      names = "--keep-models",
      paramLabel = "WHICH",
      description = "none, best or all (sweep.keep-models).")
  private Optional<String> keepModels;

  @Option(names = "--retry-failed", description = "Train runs again that failed before.")
  private boolean retryFailed;

  @Mixin private PresetOption preset;
  @Mixin private WaitOption wait;

  @Override
  protected Settings override(Settings settings) {
    return preset
        .override(settings)
        .with("sweep.name", name)
        .with("sweep.sizes", sizes)
        .with("sweep.seeds", seeds)
        .with("sweep.splits", splits)
        .with("sweep.vary", Optional.of(String.join("; ", vary)).filter(text -> !text.isEmpty()))
        .with("sweep.runs", runs)
        .with("sweep.steps", steps)
        .with("sweep.halving.factor", halving)
        .with("sweep.keep-models", keepModels)
        .with("train.graphs", graphs)
        .with("train.target", target)
        .with("train.epochs", epochs);
  }

  @Override
  protected Work prepare(Settings settings, Location workspace) {
    Sweep.Repeated repeated = retryFailed ? Sweep.Repeated.FAILED : Sweep.Repeated.NONE;
    PlannedSweep sweep = PlannedSweep.of(settings, repeated);
    WorkspaceTable.GRAPHS.require(workspace);
    WorkspaceTable.SPLITS.require(workspace);
    return sweep::train;
  }

  @Override
  protected boolean waits() {
    return wait.waits();
  }
}
