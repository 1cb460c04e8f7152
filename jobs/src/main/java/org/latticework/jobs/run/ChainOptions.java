package org.latticework.jobs.run;

import java.util.Optional;
import org.latticework.jobs.settings.Settings;
import picocli.CommandLine.Option;

/** The settings of a chain's later steps that have an option of their own. */
final class ChainOptions {
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
      names = "--strategy",
      paramLabel = "S",
      description = "What decides on the test: composition, near-duplicate, … (split.strategy).")
  private Optional<String> strategy;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Another seed, another split (split.seed).")
  private Optional<String> seed;

  @Option(
      names = "--split",
      paramLabel = "N",
      description = "Name of the split that is made and learned from (train.split).")
  private Optional<String> split;

  @Option(
      names = "--name",
      paramLabel = "M",
      description = "Name of the model that is trained and judged (train.name).")
  private Optional<String> name;

  @Option(
      names = "--target",
      paramLabel = "C",
      description = "Column to learn, or several: a,b (train.target).")
  private Optional<String> target;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the data (train.epochs).")
  private Optional<String> epochs;

  @Option(names = "--workers", paramLabel = "W", description = "Parallel workers (train.workers).")
  private Optional<String> workers;

  Settings override(Settings settings) {
    return settings
        .with("featurize.cutoff", cutoff)
        .with("featurize.max-neighbors", maxNeighbors)
        .with("split.strategy", strategy)
        .with("split.seed", seed)
        .with("train.split", split)
        .with("train.name", name)
        .with("train.target", target)
        .with("train.epochs", epochs)
        .with("train.workers", workers);
  }
}
