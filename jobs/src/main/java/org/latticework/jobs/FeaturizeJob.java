package org.latticework.jobs;

import java.io.IOException;
import java.util.Optional;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.pipeline.featurize.Featurize;
import org.latticework.pipeline.featurize.FeaturizeResult;
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
final class FeaturizeJob extends Job {
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

  @Mixin private RejectionLimit limit;

  @Override
  Settings override(Settings settings) {
    return settings.with("featurize.cutoff", cutoff).with("featurize.max-neighbors", maxNeighbors);
  }

  @Override
  Work prepare(Settings settings, Location workspace) {
    GraphConfig config = config(settings);
    WorkspaceTable.MATERIALS.require(workspace);
    return run -> featurize(run, config);
  }

  @Override
  long maxRejected() {
    return limit.maxRejected();
  }

  static GraphConfig config(Settings settings) {
    String key = "featurize.max-neighbors";
    int maxNeighbors =
        settings.text(key).equals("all") ? GraphConfig.ALL_NEIGHBORS : settings.integer(key);
    return Settings.checked(
        "featurize", () -> new GraphConfig(settings.decimal("featurize.cutoff"), maxNeighbors));
  }

  static Summary featurize(JobRun run, GraphConfig config) throws IOException {
    FeaturizeResult result =
        StageProgress.during(
            run, "Featurizing", () -> Featurize.run(run.spark(), run.workspace(), config));
    run.console()
        .say(
            "Featurized %,d of %,d materials: %,d atoms, %,d edges; %,d unchanged, %,d rejected",
            result.featurized(),
            result.materials(),
            result.atoms(),
            result.edges(),
            result.unchanged(),
            result.rejected());
    return new Summary()
        .put("materials", result.materials())
        .put("featurized", result.featurized())
        .put("unchanged", result.unchanged())
        .put("rejected", result.rejected())
        .put("atoms", result.atoms())
        .put("edges", result.edges())
        .put("graph_config", result.graphConfig());
  }
}
