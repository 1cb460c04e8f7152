package org.latticework.trainer.training;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.trainer.batch.BatchEncoder;
import org.latticework.trainer.batch.EdgeDropout;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.batch.UnsuitableCrystalsException;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.measure.RoundListener;
import org.latticework.trainer.measure.RoundMetrics;
import org.latticework.trainer.measure.RoundProgress;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.optimizer.LearningRule;
import org.latticework.trainer.optimizer.Optimization;
import org.latticework.trainer.optimizer.TrainedParameters;
import org.latticework.trainer.round.OuterStep;
import org.latticework.trainer.round.RoundStep;
import org.latticework.trainer.state.TrainingRecord;
import org.latticework.trainer.state.TrainingState;
import org.latticework.trainer.task.Scaling;
import org.latticework.trainer.task.Task;
import org.latticework.trainer.task.TaskLoss;
import org.nd4j.linalg.api.buffer.DataType;

/** A training from its first round to its last, whoever computes the rounds. */
final class TrainingRun {
  static final DataType TYPE = DataType.FLOAT;

  private final TrainingConfig config;
  private final Rounds rounds;
  private final Scaling scaling;
  private final DriverNetwork driven;

  /**
   * Builds the network.
   *
   * @param config how to train
   * @param rounds with the crystals to learn from
   */
  TrainingRun(TrainingConfig config, Rounds rounds) {
    this.config = config;
    this.rounds = rounds;
    Task task = config.task();
    this.scaling = scaling();
    Optimization optimization = config.optimization();
    LearningRule chosen = optimization.over(config.epochs(), rounds.batches());
    LearningRule rule = chosen.withLoss(TaskLoss.of(task, chosen.loss()));
    ComputationGraph network =
        NetworkGraph.build(config.network(), task, rule, TYPE, config.seed());
    config.beginning().fill(network);
    OuterStep outer = new OuterStep(optimization.outer(), TrainedParameters.of(network));
    RoundStep step =
        new RoundStep(
            config.parallelism().averaged(), optimization.optimizer(), rule.updater(), outer);
    rounds.begin(
        network,
        new Learning(
            step, encoder(task, scaling, new EdgeDropout(optimization.dropEdges())), task));
    this.driven = new DriverNetwork(network, outer, optimization.smoothing());
  }

  private int columns() {
    return config.task().columns().size();
  }

  /** Fits the scales on the training fold, where they are not those of the beginning. */
  private Scaling scaling() {
    List<double[]> values = IntStream.range(0, columns()).mapToObj(rounds::trainTargets).toList();
    try {
      Scaling fitted = config.task().fit(values, config.scaleTargets());
      return config.beginning().scaling().orElse(fitted);
    } catch (IllegalArgumentException e) {
      throw new UnsuitableCrystalsException(e.getMessage());
    }
  }

  /**
   * Trains.
   *
   * @param until the last epoch to train; what would come after it decides the schedule all the
   *     same
   * @param reached where to go on; empty to begin
   * @param listener is told of progress
   */
  TrainingResult run(int until, Optional<TrainingState> reached, TrainingListener listener) {
    boolean done = false;
    try {
      TrainingResult result = finish(until, reached, listener);
      done = true;
      return result;
    } finally {
      if (!done) {
        NetworkGraph.release(driven.network());
      }
    }
  }

  private TrainingResult finish(
      int until, Optional<TrainingState> reached, TrainingListener listener) {
    TrainingPlan plan = plan();
    TrainingState start =
        reached
            .map(state -> state.under(config.parallelism(), rounds.batches()))
            .orElseGet(
                () ->
                    state(
                        new TrainingState.Position(1, 0, 0, config.parallelism()),
                        TrainingRecord.EMPTY));
    start.requireData(data());
    driven.restore(start);
    listener.started(plan);
    TrainingHistory history =
        new TrainingHistory(
            config.epochs(),
            config.task().unit(scaling),
            start.record(),
            start.position().steps(),
            listener,
            System::nanoTime);
    int done = start.position().round();
    for (int epoch = start.position().epoch();
        epoch <= until && !history.isExhausted(config.patience());
        epoch++) {
      trainEpoch(epoch, done, history, listener);
      done = 0;
      if (history.finishEpoch(this::validationError)) {
        driven.keepBest();
      }
      tell(listener, epoch + 1, 0, history);
    }
    driven.takeBest();
    Map<String, String> facts = new HashMap<>(Map.of("kernel", plan.kernel().id()));
    config
        .beginning()
        .learned(rounds.elements())
        .ifPresent(learned -> facts.put(TrainedModel.ELEMENTS, elements(learned)));
    return history.result(model(facts), plan);
  }

  private static String elements(Set<Integer> atomicNumbers) {
    return atomicNumbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private void trainEpoch(int epoch, int done, TrainingHistory history, TrainingListener listener) {
    rounds.fitEpoch(
        epoch,
        done,
        new RoundListener() {
          @Override
          public void finished(RoundMetrics round) {
            driven.roundFinished(round);
            history.add(round);
            if (round.round() < round.rounds()) {
              TrainingRun.this.tell(listener, epoch, round.round(), history);
            }
          }

          @Override
          public void underWay(RoundProgress progress) {
            history.tell(progress);
          }
        });
  }

  private void tell(TrainingListener listener, int epoch, int round, TrainingHistory history) {
    TrainingState.Position position =
        new TrainingState.Position(epoch, round, driven.steps(), config.parallelism());
    listener.reached(position, () -> state(position, history.record()));
  }

  private TrainingState state(TrainingState.Position position, TrainingRecord record) {
    return new TrainingState(position, data(), record, driven.networks());
  }

  private TrainingState.Data data() {
    double mean =
        IntStream.range(0, columns())
            .mapToDouble(
                column -> Arrays.stream(rounds.trainTargets(column)).average().orElse(Double.NaN))
            .sum();
    return new TrainingState.Data(rounds.crystals().train(), mean);
  }

  private TrainingPlan plan() {
    return new TrainingPlan(
        rounds.crystals(),
        config.parallelism().workers(),
        rounds.kernel(config.network().kernel()),
        rounds.crystals().validation() == 0
            ? List.of()
            : config
                .task()
                .unjudged(
                    IntStream.range(0, columns()).mapToObj(rounds::validationTargets).toList()),
        config.beginning().unseen(rounds.elements()));
  }

  private OptionalDouble validationError() {
    return rounds.crystals().validation() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(driven.judged(() -> rounds.validate(model(Map.of())).headline()));
  }

  private TrainedModel model(Map<String, String> facts) {
    return new TrainedModel(driven.network(), config.task(), scaling, facts);
  }

  private static BatchEncoder encoder(Task task, Scaling scaling, EdgeDropout dropout) {
    return (examples, seed) ->
        new GraphBatch(
                examples.stream().map(example -> dropout.thinned(example, seed)).toList(),
                examples.stream().map(example -> labels(example, task, scaling)).toList())
            .toMultiDataSet(TYPE);
  }

  private static double[] labels(Example example, Task task, Scaling scaling) {
    return IntStream.range(0, example.columns())
        .mapToDouble(column -> task.label(scaling, column, example.target(column)))
        .toArray();
  }
}
