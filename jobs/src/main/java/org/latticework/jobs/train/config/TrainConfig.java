package org.latticework.jobs.train.config;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.jobs.console.Version;
import org.latticework.jobs.fold.NetworkLimits;
import org.latticework.jobs.ingest.IngestConfig;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.model.Provenance;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.pipeline.featurize.StoredRecipe;
import org.latticework.pipeline.material.Target;
import org.latticework.pipeline.trainingset.GraphLimits;
import org.latticework.pipeline.trainingset.TableVersions;
import org.latticework.trainer.beginning.Beginning;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.optimizer.Optimization;
import org.latticework.trainer.parallelism.Averaged;
import org.latticework.trainer.parallelism.AveragingSchedule;
import org.latticework.trainer.parallelism.Parallelism;
import org.latticework.trainer.task.Classification;
import org.latticework.trainer.task.Regression;
import org.latticework.trainer.task.Task;
import org.latticework.trainer.training.TrainingConfig;

/**
 * What to train, on what, under which name.
 *
 * @param split name of the split
 * @param model name of the model; letters, digits, dot, dash and underscore
 * @param targets properties to learn; at least one
 * @param graphs id of the recipe of the graphs to learn from; {@code auto} for the only one
 * @param training how
 * @param checkpoints when the state of the training is written down
 * @param maxEdges most edges of a crystal; one with more is left out
 * @param asOf release whose materials are learned from; empty for all as they are now
 * @param ensemble how many networks are trained, and what is said of how certain they are
 * @param fineTuning what they begin with
 */
public record TrainConfig(
    String split,
    String model,
    List<Target> targets,
    String graphs,
    TrainingConfig training,
    CheckpointSchedule checkpoints,
    int maxEdges,
    String asOf,
    EnsembleConfig ensemble,
    FineTuneConfig fineTuning)
    implements Serializable {
  public TrainConfig {
    targets = List.copyOf(targets);
    ModelFolder.requireName("train.name", model);
    if (maxEdges < 1) {
      throw new ConfigurationException("train.max-edges must be positive, got " + maxEdges);
    }
  }

  /**
   * Reads it.
   *
   * @param settings with numbers in the place of {@code auto}
   */
  public static TrainConfig from(Settings settings) {
    List<Target> targets = targets(settings);
    TrainingConfig training = training(settings, targets);
    return new TrainConfig(
        settings.text("train.split"),
        settings.text("train.name"),
        targets,
        settings.text("train.graphs"),
        training,
        CheckpointSchedule.from(settings),
        settings.integer("train.max-edges"),
        settings.text("train.as-of"),
        EnsembleConfig.from(settings),
        FineTuneConfig.from(settings, training.optimization().rates()));
  }

  /** Returns the same that begins with the parameters of a model, in the same network. */
  public TrainConfig from(NetworkBlueprint same, Beginning beginning) {
    return new TrainConfig(
        split,
        model,
        targets,
        graphs,
        training.from(same, beginning),
        checkpoints,
        maxEdges,
        asOf,
        ensemble,
        fineTuning);
  }

  /** Returns the fingerprint of the table that atoms begin with; empty where there is none. */
  public String atomFeatures() {
    return training.network().features().map(AtomFeatures::fingerprint).orElse("");
  }

  /** Returns the basis of the network, in words; empty where it has none. */
  public String basis() {
    return training.network().config().gaussians().map(GaussianBasis::description).orElse("");
  }

  /** Returns what the network can take. */
  public GraphLimits limits() {
    return NetworkLimits.of(training.network().config(), maxEdges);
  }

  /** Returns what a training that begins now is made of, with a name of its own. */
  public Provenance provenance(JobRun run, StoredRecipe graphs) {
    return provenance(model, graphs, TableVersions.now(run.spark(), run.workspace()));
  }

  /**
   * Returns what a training that begins now is made of.
   *
   * @param name of its model
   * @param tables that it reads
   */
  public Provenance provenance(String name, StoredRecipe graphs, TableVersions tables) {
    return new Provenance(
        Version.text(),
        UUID.randomUUID().toString(),
        name,
        split,
        String.join(", ", columns(targets)),
        graphs.id(),
        graphs.cutoff(),
        graphs.maxNeighbors(),
        graphs.ties(),
        graphs.merge(),
        graphs.images(),
        graphs.symmetric(),
        graphs.features(),
        atomFeatures(),
        training.seed(),
        asOf,
        tables,
        List.of());
  }

  private static List<Target> targets(Settings settings) {
    List<Target> known = IngestConfig.targets(settings);
    List<String> wanted = settings.words("train.target");
    List<Target> targets = new ArrayList<>();
    for (String column : wanted) {
      targets.add(
          known.stream()
              .filter(target -> target.column().equals(column))
              .findFirst()
              .orElseThrow(() -> unknown(columns(known), column)));
    }
    if (targets.isEmpty()) {
      throw unknown(columns(known), "none");
    }
    return targets;
  }

  private static ConfigurationException unknown(List<String> known, String column) {
    return new ConfigurationException(
        "train.target must be one of %s, got %s".formatted(String.join(", ", known), column));
  }

  private static List<String> columns(List<Target> targets) {
    return targets.stream().map(Target::column).toList();
  }

  private static Task task(Settings settings, List<String> columns) {
    double threshold = settings.decimal("train.task.threshold");
    if (settings.choice("train.task.kind", TaskKind.class) == TaskKind.REGRESSION) {
      if (columns.size() > 1 && !settings.flag("train.scale-targets")) {
        throw new ConfigurationException(
            "train.scale-targets must be true where several columns are learned, which have units of their own");
      }
      return new Regression(columns);
    }
    if (columns.size() > 1) {
      throw new ConfigurationException(
          "A classification learns one column, train.target has %s"
              .formatted(String.join(", ", columns)));
    }
    return new Classification(columns.get(0), threshold);
  }

  /** The kinds of tasks. */
  private enum TaskKind {
    REGRESSION,
    CLASSIFICATION
  }

  /** Returns what the headline of the task is in: "MAE in eV/atom". */
  public String errorWords() {
    return switch (training.task().headline()) {
      case "mae" -> "MAE in " + targets.get(0).unit();
      case "scaled_mae" -> "MAE as a part of the deviation, mean over columns";
      default -> "log loss";
    };
  }

  private static TrainingConfig training(Settings settings, List<Target> targets) {
    NetworkBlueprint network = NetworkSettings.blueprint(settings);
    Optimization optimization = OptimizationSettings.optimization(settings);
    return Settings.checked(
        "train",
        () ->
            new TrainingConfig(
                network,
                task(settings, columns(targets)),
                optimization,
                new Parallelism(
                    settings.integer("train.workers"),
                    settings.integer("train.batch-size"),
                    settings.choice("train.averaged", Averaged.class),
                    AveragingSchedule.parse(settings.text("train.averaging-frequency")),
                    settings.integer("train.epochs-per-deal")),
                settings.integer("train.epochs"),
                settings.integer("train.patience"),
                settings.wide("train.seed"),
                settings.flag("train.scale-targets")));
  }
}
