package org.latticework.jobs.train;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.latticework.jobs.console.Complaint;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.fold.LabeledFolds;
import org.latticework.jobs.fold.ReadFolds;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.RunsProgress;
import org.latticework.jobs.lock.RunLock;
import org.latticework.jobs.model.Checkpoints;
import org.latticework.jobs.model.NetworkFiles;
import org.latticework.jobs.train.config.TrainConfig;
import org.latticework.jobs.train.tuning.Origin;
import org.latticework.jobs.workspace.Location;
import org.latticework.pipeline.material.Fold;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.batch.UnsuitableCrystalsException;
import org.latticework.trainer.calibration.ConformalFactor;
import org.latticework.trainer.calibration.Score;
import org.latticework.trainer.model.Ensemble;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.model.saved.SavedModel;
import org.latticework.trainer.parallelism.Parallelism;
import org.latticework.trainer.prediction.DistributedPrediction;
import org.latticework.trainer.prediction.Prediction;
import org.latticework.trainer.shard.LocalShard;
import org.latticework.trainer.sweep.RunResult;
import org.latticework.trainer.sweep.SweepRun;
import org.latticework.trainer.sweep.SweepTraining;
import org.latticework.trainer.task.Regression;
import org.latticework.trainer.task.Task;
import org.latticework.trainer.training.TrainingConfig;

/**
 * Trains the members of an ensemble side by side, each in one task on one core; with several {@code
 * train.workers} one after the other, by all of them. A member that is trained waits in the
 * checkpoints for the others, so that a training that was stopped repeats only those that were
 * under way.
 *
 * @param run whose workspace it learns from
 * @param config what to train
 * @param folds where the crystals come from
 * @param checkpoints where members wait
 * @param lock of the training
 * @param origin the model that it begins with, if there is one
 */
record EnsembleTraining(
    JobRun run,
    TrainConfig config,
    LabeledFolds folds,
    Checkpoints checkpoints,
    RunLock lock,
    Optional<Origin> origin) {
  private static final int PART = 1000; // crystals that are predicted by one task

  /**
   * Trains the members that are not there, and joins all.
   *
   * @param keeper writes down what the training belongs to, once it can begin
   * @throws UnsuitableCrystalsException if no member could learn from these crystals
   */
  Learned train(ReadFolds read, CheckpointKeeper keeper) throws IOException {
    List<Example> train = read.examples(Fold.TRAIN).collect();
    List<Example> validation = inOrder(read.examples(Fold.VALIDATION).collect());
    read.close(); // the driver has them
    requireSuitable(train, validation);
    keeper.begin();
    NavigableMap<Integer, Member> trained = new TreeMap<>();
    try {
      List<Integer> missing = new ArrayList<>();
      for (int member = 1; member <= config.ensemble().members(); member++) {
        read(member, trained);
        if (!trained.containsKey(member)) {
          missing.add(member);
        }
      }
      sayBeginning(train.size(), validation.size(), missing.size());
      if (!missing.isEmpty()) {
        train(missing, train, validation);
      }
      for (int member : missing) {
        read(member, trained);
      }
      return joined(trained, validation);
    } catch (IOException | RuntimeException e) {
      trained.values().forEach(member -> member.model().close());
      throw e;
    }
  }

  /** A trained member, and what its training reported. */
  private record Member(TrainedModel model, Summary facts) {}

  /** Returns crystals in the order of their names: so sums agree wherever they were read. */
  private static List<Example> inOrder(List<Example> examples) {
    return examples.stream().sorted(Comparator.comparing(Example::materialId)).toList();
  }

  /** Checks here what every member would find, one after the other. */
  private void requireSuitable(List<Example> train, List<Example> validation) {
    Parallelism parallelism = config.training().parallelism();
    GraphBatcher batcher = new GraphBatcher(parallelism.batchSize(), config.training().seed());
    batcher.batches(new LocalShard(train, batcher).crystals(), parallelism.workers());
    new LocalShard(validation, batcher).crystals();
    Task task = config.training().task();
    List<double[]> values =
        IntStream.range(0, task.columns().size()).mapToObj(c -> known(train, c)).toList();
    try {
      task.fit(values, config.training().scaleTargets());
    } catch (IllegalArgumentException e) {
      throw new UnsuitableCrystalsException(e.getMessage());
    }
  }

  private static double[] known(List<Example> examples, int column) {
    return examples.stream()
        .mapToDouble(each -> each.target(column))
        .filter(Double::isFinite)
        .toArray();
  }

  /**
   * Reads a member; not if it is not there, is damaged or is of another training: it is trained
   * then.
   */
  private void read(int member, Map<Integer, Member> trained) throws IOException {
    Location folder = checkpoints.member(member);
    if (folder.child(MemberKeeper.METRICS).missing()) {
      return;
    }
    try {
      String metrics = folder.child(MemberKeeper.METRICS).read(run.hadoop());
      Summary facts = Summary.of(Json.parse(metrics, Map.class));
      SavedModel saved = new NetworkFiles(folder).read(run.hadoop());
      if (trainingId().equals(facts.facts().get(MemberKeeper.TRAINING_ID))
          && trainingId().equals(saved.trainingId())) {
        trained.put(member, new Member(saved.model(), facts));
      } else {
        saved.model().close();
      }
    } catch (IOException | UncheckedIOException e) {
      run.console().say("Damaged    %s: %s", folder.text(), e.getMessage());
    }
  }

  private String trainingId() {
    return folds.provenance().trainingId();
  }

  private void sayBeginning(int train, int validation, int missing) {
    int members = config.ensemble().members();
    run.console()
        .say(
            "Training   %d networks on %,d crystals, %,d to validate; %s",
            members, train, validation, config.training().network().config().words());
    if (missing < members) {
      run.console().sayBelow("%d of them are trained already", members - missing);
    }
  }

  private void train(List<Integer> members, List<Example> train, List<Example> validation) {
    List<Example> all = new ArrayList<>(train);
    all.addAll(validation);
    Broadcast<Example[]> crystals = run.sparkContext().broadcast(all.toArray(Example[]::new));
    Broadcast<SerializableConfiguration> hadoop =
        run.sparkContext().broadcast(new SerializableConfiguration(run.hadoop()));
    try {
      List<SweepRun> runs = new ArrayList<>();
      for (int member : members) {
        runs.add(
            new SweepRun(
                "member " + member,
                training(member),
                crystals,
                new MemberKeeper(
                    checkpoints.member(member).qualified(), trainingId(), config, hadoop),
                all.size(),
                IntStream.range(0, train.size()).toArray(),
                IntStream.range(train.size(), all.size()).toArray(),
                new int[0]));
      }
      train(runs);
    } finally {
      crystals.destroy();
      hadoop.destroy();
    }
  }

  private TrainingConfig training(int member) {
    TrainingConfig training = config.training().withSeed(config.training().seed() + member - 1);
    return origin
        .map(it -> training.from(training.network(), it.beginning(member)))
        .orElse(training);
  }

  private void train(List<SweepRun> runs) {
    Map<String, String> seeds =
        runs.stream()
            .collect(
                toMap(
                    SweepRun::id,
                    each -> "%s, seed %d".formatted(each.id(), each.config().seed())));
    RunsProgress progress = new RunsProgress(run.console(), seeds::get, runs);
    Told told = new Told(progress, lock, new ArrayList<>());
    try {
      SweepTraining.train(run.sparkContext(), runs, told);
    } finally {
      progress.clear();
    }
    if (!told.failures().isEmpty()) {
      throw new IllegalStateException(
          "%d of %d members of the ensemble could not be trained: %s. The others are kept: --resume trains these again; where they cannot be trained, start over with --overwrite and another setting"
              .formatted(
                  told.failures().size(),
                  config.ensemble().members(),
                  String.join("; ", told.failures())));
    }
  }

  /** Hears of the members. */
  private record Told(RunsProgress progress, RunLock lock, List<String> failures)
      implements SweepTraining.Listener {
    @Override
    public void started(SweepRun run) {
      progress.started();
    }

    @Override
    public void finished(SweepRun run, RunResult result) throws IOException {
      lock.requireHeld();
      if (!result.failure().isEmpty()) {
        failures.add("%s: %s".formatted(run.id(), result.failure()));
      }
      progress.finished(run, result);
    }

    @Override
    public String reason(Exception failure) {
      return Complaint.of(failure);
    }
  }

  private Learned joined(NavigableMap<Integer, Member> trained, List<Example> validation)
      throws IOException {
    if (trained.size() < config.ensemble().members()) {
      throw new IOException("Members of the ensemble were replaced while they were joined");
    }
    List<Member> members = List.copyOf(trained.values());
    Ensemble ensemble = new Ensemble(members.stream().map(Member::model).toList(), List.of());
    List<Prediction> said = validated(ensemble, validation);
    double error =
        said.isEmpty() ? Double.NaN : DistributedPrediction.judge(ensemble, said).headline();
    Ensemble known = ensemble.withIntervals(intervals(said));
    List<Summary> facts = members.stream().map(Member::facts).toList();
    return new Learned(
        known,
        new EnsembleFacts(config, facts).of(known, error, run.console()),
        "%d networks".formatted(members.size()));
  }

  private List<Prediction> validated(Ensemble ensemble, List<Example> validation) {
    if (validation.isEmpty()) {
      return List.of();
    }
    // Which crystals are predicted together decides roundings, so it is not the cores' to say.
    int partitions = (validation.size() + PART - 1) / PART;
    return DistributedPrediction.predict(
        run.sparkContext().parallelize(validation, partitions), ensemble);
  }

  /** Says of each column how many deviations wide intervals are. */
  private List<ConformalFactor> intervals(List<Prediction> said) {
    if (said.isEmpty() || !(config.training().task() instanceof Regression)) {
      return List.of();
    }
    Map<String, String> groups = folds.groups();
    return IntStream.range(0, config.targets().size())
        .mapToObj(column -> interval(said, column, groups))
        .toList();
  }

  private ConformalFactor interval(List<Prediction> said, int column, Map<String, String> groups) {
    List<Prediction> known =
        said.stream().filter(each -> Double.isFinite(each.target(column))).toList();
    return ConformalFactor.of(
        config.ensemble().level(),
        known.stream().map(each -> groups.get(each.materialId())).toList(),
        known.stream().mapToDouble(each -> score(each, column)).toArray());
  }

  private static double score(Prediction said, int column) {
    return Score.of(said.target(column), said.value(column), said.deviation(column));
  }
}
