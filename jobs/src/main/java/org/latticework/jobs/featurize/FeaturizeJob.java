package org.latticework.jobs.featurize;

import java.io.IOException;
import java.util.Optional;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.featurizer.graph.Ties;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.PresetOption;
import org.latticework.jobs.job.RejectionLimit;
import org.latticework.jobs.job.StageProgress;
import org.latticework.jobs.job.WaitOption;
import org.latticework.jobs.job.Work;
import org.latticework.jobs.job.WorkspaceLock;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.train.config.NetworkSettings;
import org.latticework.jobs.workspace.Location;
import org.latticework.jobs.workspace.WorkspaceTable;
import org.latticework.pipeline.featurize.Featurize;
import org.latticework.pipeline.featurize.FeaturizeResult;
import org.latticework.pipeline.featurize.GraphRecipe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Builds the graphs that are missing. */
@Command(
    name = "featurize",
    mixinStandardHelpOptions = true,
    description = {
      "Build the crystal graph of every structure that has none yet under this configuration.",
      "A second run does nothing; a crashed one is completed.",
      "Example: latticework featurize --cutoff 8 --max-neighbors 12"
    })
public final class FeaturizeJob extends Job {
  @Option(
      names = "--cutoff",
      paramLabel = "Å",
      description = "Radius of the neighbor search (featurize.cutoff).")
  private Optional<String> cutoff;

  @Option(
      names = "--max-neighbors",
      paramLabel = "N",
      description = "Nearest neighbors an atom keeps, or all (featurize.max-neighbors).")
  private Optional<String> maxNeighbors;

  @Option(
      names = "--rebuild",
      description = "Make all graphs of this configuration again, and replace the old ones.")
  private boolean rebuild;

  @Mixin private PresetOption preset;
  @Mixin private RejectionLimit limit;
  @Mixin private WaitOption wait;

  @Override
  protected Settings override(Settings settings) {
    return preset
        .override(settings)
        .with("featurize.cutoff", cutoff)
        .with("featurize.max-neighbors", maxNeighbors);
  }

  @Override
  protected Work prepare(Settings settings, Location workspace) {
    GraphRecipe recipe = recipe(settings);
    WorkspaceTable.MATERIALS.require(workspace);
    return run -> WorkspaceLock.ofTables(run).hold(lock -> featurize(run, recipe, rebuild));
  }

  @Override
  protected boolean waits() {
    return wait.waits();
  }

  @Override
  protected long maxRejected() {
    return limit.maxRejected();
  }

  public static GraphConfig config(Settings settings) {
    String key = "featurize.max-neighbors";
    int maxNeighbors =
        settings.text(key).equals("all") ? GraphConfig.ALL_NEIGHBORS : settings.integer(key);
    return Settings.checked(
        "featurize",
        () ->
            new GraphConfig(
                settings.decimal("featurize.cutoff"),
                maxNeighbors,
                settings.choice("featurize.ties", Ties.class),
                settings.flag("featurize.merge"),
                settings.flag("featurize.images"),
                settings.flag("featurize.symmetric")));
  }

  /** Returns what the graphs hold: where features are stored, in the network's basis. */
  public static GraphRecipe recipe(Settings settings) {
    return switch (settings.choice("featurize.edge-features", EdgeFeatures.class)) {
      case COMPUTED -> GraphRecipe.of(config(settings));
      case STORED ->
          new GraphRecipe(config(settings), Optional.of(NetworkSettings.basis(settings)));
    };
  }

  private enum EdgeFeatures {
    COMPUTED,
    STORED
  }

  public static Summary featurize(JobRun run, GraphRecipe recipe, boolean rebuild)
      throws IOException {
    FeaturizeResult result =
        StageProgress.during(
            run,
            "Featurizing",
            () ->
                rebuild
                    ? Featurize.rebuild(run.spark(), run.workspace(), recipe)
                    : Featurize.run(run.spark(), run.workspace(), recipe));
    Summary facts = FeaturizeFacts.of(result);
    run.console()
        .say(
            "Featurized %,d of %,d materials: %,d atoms%s, %,d edges; %,d unchanged, %,d rejected",
            result.featurized(),
            result.materials(),
            facts.count("atoms"),
            recipe.config().merge() ? " in %,d nodes".formatted(facts.count("nodes")) : "",
            facts.count("edges"),
            result.unchanged(),
            result.rejected());
    run.console().sayBelow("as %s: %s", result.graphConfig(), recipe.description());
    return facts;
  }
}
