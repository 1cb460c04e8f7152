package org.latticework.trainer.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.junit.jupiter.api.Test;
import org.latticework.trainer.LocalSpark;
import org.latticework.trainer.ToyExamples;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.measure.RoundMetrics;
import org.latticework.trainer.optimizer.GradientClipping;
import org.latticework.trainer.optimizer.OptimizerConfig;
import org.latticework.trainer.optimizer.OuterOptimizer;
import org.latticework.trainer.optimizer.TrainedParameters;
import org.latticework.trainer.parallelism.Averaged;
import org.latticework.trainer.parallelism.AveragingSchedule;
import org.latticework.trainer.parallelism.Parallelism;
import org.latticework.trainer.shard.Round;
import org.latticework.trainer.shard.Shard;
import org.latticework.trainer.shard.Shards;
import org.latticework.trainer.task.Regression;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

class ShardTrainingMasterIT {
  private static final JavaSparkContext SPARK = LocalSpark.context();
  private static final GraphBatcher BATCHER = new GraphBatcher(16, 11);
  private static final List<Example> EXAMPLES = ToyExamples.examples(151);

  /** Adam whose rate falls with every step: wrong step counts show at once. */
  private static IUpdater adam() {
    return new Adam(new ExponentialSchedule(ScheduleType.ITERATION, 0.02, 0.9));
  }

  private static OuterStep asItIs() {
    return new OuterStep(OuterOptimizer.none(), new BitSet());
  }

  private static ShardTrainingMaster master(int workers, int frequency) {
    return new ShardTrainingMaster(
        Parallelism.of(workers, BATCHER.batchSize(), frequency),
        OptimizerConfig.adam(),
        adam(),
        asItIs(),
        ToyExamples::encode,
        Regression.of("target"));
  }

  private static ComputationGraph train(
      JavaRDD<Example> examples, int workers, int frequency, int epochs, ComputationGraph network) {
    ShardTrainingMaster master = master(workers, frequency);
    SparkComputationGraph graph = new SparkComputationGraph(SPARK, network, master);
    try (Shards shards = Shards.deal(examples, BATCHER, workers)) {
      for (int epoch = 1; epoch <= epochs; epoch++) {
        master.fitEpoch(graph, shards, epoch, 0, round -> {});
      }
    }
    return network;
  }

  private static JavaRDD<Example> input(int partitions) {
    return SPARK.parallelize(EXAMPLES, partitions);
  }

  /** The shard of a worker and the batches of its epoch, found without Spark. */
  private static List<List<Example>> batches(int workers, int worker, int epoch) {
    List<Example> sorted = new ArrayList<>(EXAMPLES);
    sorted.sort((left, right) -> left.materialId().compareTo(right.materialId()));
    int[] edges = sorted.stream().mapToInt(example -> example.graph().edges()).toArray();
    Example[] shard = new Example[BATCHER.shards(edges, workers, 0)[worker].length];
    for (int k = 0; k < shard.length; k++) {
      shard[k] = sorted.get(BATCHER.shards(edges, workers, 0)[worker][k]);
    }
    int batches = BATCHER.batches(sorted.size(), workers);
    return new Shard(shard).batches(BATCHER, new Round(epoch, 1, batches, batches), worker);
  }

  /** Two arrays of ND4J count as equal already when they differ by less than 1e-5. */
  private static float[] bits(INDArray array) {
    return array.toFloatVector();
  }

  private static void fit(ComputationGraph network, List<Example> batch) {
    network.fit((MultiDataSet) ToyExamples.encode(batch));
  }

  /** What one process comes to by itself, with the batches of a single worker. */
  private static ComputationGraph trainedLocally(int epochs) {
    ComputationGraph network = ToyExamples.network(adam(), Activation.TANH);
    for (int epoch = 1; epoch <= epochs; epoch++) {
      batches(1, 0, epoch).forEach(batch -> fit(network, batch));
      network.incrementEpochCount();
    }
    return network;
  }

  /** What one process comes to in an epoch, with the batches of two workers side by side. */
  private static ComputationGraph trainedOnTwofoldBatches(IUpdater updater) {
    return trainedOnTwofoldBatches(updater, Double.POSITIVE_INFINITY);
  }

  /** The same with a bound of the gradient. */
  private static ComputationGraph trainedOnTwofoldBatches(IUpdater updater, double bound) {
    ComputationGraph network = ToyExamples.network(updater, Activation.TANH);
    network.addListeners(new GradientClipping(bound));
    List<List<Example>> left = batches(2, 0, 1);
    List<List<Example>> right = batches(2, 1, 1);
    for (int step = 0; step < left.size(); step++) {
      List<Example> both = new ArrayList<>(left.get(step));
      both.addAll(right.get(step));
      fit(network, both);
    }
    return network;
  }

  private static List<RoundMetrics> fitEpoch(
      ShardTrainingMaster master, ComputationGraph network, int partitions, int workers) {
    List<RoundMetrics> rounds = new ArrayList<>();
    try (Shards shards = Shards.deal(input(partitions), BATCHER, workers)) {
      master.fitEpoch(new SparkComputationGraph(SPARK, network, master), shards, 1, 0, rounds::add);
    }
    return rounds;
  }

  @Test
  void equalsLocalTrainingBitForBitWithOneWorker() {
    ComputationGraph local = trainedLocally(3);
    for (int frequency : new int[] {1, 4}) {
      ComputationGraph network = ToyExamples.network(adam(), Activation.TANH);
      train(input(3), 1, frequency, 3, network);
      assertThat(bits(network.params())).isEqualTo(bits(local.params()));
      assertThat(bits(network.getUpdater().getStateViewArray()))
          .isEqualTo(bits(local.getUpdater().getStateViewArray()));
      assertThat(network.getIterationCount()).isEqualTo(30).isEqualTo(local.getIterationCount());
      assertThat(network.getEpochCount()).isEqualTo(3);
    }
  }

  @Test
  void averagesParametersAndMomentsOfTwoWorkersByCrystals() {
    ComputationGraph network = ToyExamples.network(adam(), Activation.TANH);
    train(input(3), 2, 5, 1, network);
    ComputationGraph first = ToyExamples.network(adam(), Activation.TANH);
    ComputationGraph second = ToyExamples.network(adam(), Activation.TANH);
    batches(2, 0, 1).forEach(batch -> fit(first, batch));
    batches(2, 1, 1).forEach(batch -> fit(second, batch));
    // 76 and 75 crystals; two float roundings of parameters below 4.
    INDArray parameters = first.params().mul(76.0 / 151).add(second.params().mul(75.0 / 151));
    assertThat(network.params().distance1(parameters)).isCloseTo(0, within(1e-5));
    INDArray state =
        first
            .getUpdater()
            .getStateViewArray()
            .mul(76.0 / 151)
            .add(second.getUpdater().getStateViewArray().mul(75.0 / 151));
    assertThat(network.getUpdater().getStateViewArray().distance1(state))
        .isCloseTo(0, within(1e-5));
    assertThat(state.norm1Number().doubleValue()).isGreaterThan(1e-3);
  }

  /** More than the driver averages alone. */
  @Test
  void averagesManyWorkersInGroups() {
    int workers = 19;
    ComputationGraph network = ToyExamples.network(adam(), Activation.TANH);
    train(input(3), workers, 1, 1, network);
    INDArray mean = network.params().like();
    for (int worker = 0; worker < workers; worker++) {
      ComputationGraph alone = ToyExamples.network(adam(), Activation.TANH);
      List<Example> batch = batches(workers, worker, 1).get(0); // its whole shard
      fit(alone, batch);
      mean.addi(alone.params().mul(batch.size() / 151.0));
    }
    // Sums of floats in another order, of parameters below 4.
    assertThat(network.params().distance1(mean)).isCloseTo(0, within(1e-4));
    assertThat(mean.distance1(ToyExamples.network(adam(), Activation.TANH).params()))
        .isGreaterThan(0.1);
  }

  @Test
  void countsTheStepsOfTwoWorkersThroughRoundsOfUnevenLength() {
    ComputationGraph network = ToyExamples.network(adam(), Activation.TANH);
    train(input(3), 2, 2, 2, network);
    ComputationGraph left = ToyExamples.network(adam(), Activation.TANH);
    ComputationGraph right = ToyExamples.network(adam(), Activation.TANH);
    for (int epoch = 1; epoch <= 2; epoch++) {
      List<List<Example>> lefts = batches(2, 0, epoch);
      List<List<Example>> rights = batches(2, 1, epoch);
      assertThat(lefts).hasSize(5);
      for (int first = 0; first < 5; first += 2) { // rounds of 2, 2 and 1
        int end = Math.min(first + 2, 5);
        lefts.subList(first, end).forEach(batch -> fit(left, batch));
        rights.subList(first, end).forEach(batch -> fit(right, batch));
        average(
            left, right, crystals(lefts.subList(first, end)), crystals(rights.subList(first, end)));
      }
      left.incrementEpochCount();
      right.incrementEpochCount();
    }
    assertThat(bits(network.params())).isEqualTo(bits(left.params()));
    assertThat(bits(network.getUpdater().getStateViewArray()))
        .isEqualTo(bits(left.getUpdater().getStateViewArray()));
    assertThat(network.getIterationCount()).isEqualTo(10).isEqualTo(left.getIterationCount());
  }

  private static double crystals(List<List<Example>> batches) {
    return batches.stream().mapToInt(List::size).sum();
  }

  /** Gives both networks the mean of what they have come to. */
  private static void average(
      ComputationGraph left, ComputationGraph right, double lefts, double rights) {
    double weight = lefts / (lefts + rights);
    INDArray parameters = left.params().mul(weight).addi(right.params().mul(1 - weight));
    INDArray leftState = left.getUpdater().getStateViewArray();
    INDArray rightState = right.getUpdater().getStateViewArray();
    INDArray state = leftState.mul(weight).addi(rightState.mul(1 - weight));
    for (ComputationGraph network : List.of(left, right)) {
      network.setParams(parameters);
      network.getUpdater().getStateViewArray().assign(state);
    }
  }

  @Test
  void clipsOnTheWorkersAsLocalTrainingDoesBitForBit() {
    double bound = 0.05;
    ComputationGraph local = ToyExamples.network(new Sgd(0.1), Activation.TANH);
    local.addListeners(new GradientClipping(bound));
    ComputationGraph free = ToyExamples.network(new Sgd(0.1), Activation.TANH);
    for (List<Example> batch : batches(1, 0, 1)) {
      fit(local, batch);
      fit(free, batch);
    }
    ComputationGraph network = ToyExamples.network(new Sgd(0.1), Activation.TANH);
    ShardTrainingMaster master =
        new ShardTrainingMaster(
            Parallelism.of(1, BATCHER.batchSize(), 3),
            new OptimizerConfig(OptimizerConfig.Kind.SGD, 0, 0, bound),
            new Sgd(0.1),
            asItIs(),
            ToyExamples::encode,
            Regression.of("target"));
    fitEpoch(master, network, 3, 1);
    assertThat(bits(network.params())).isEqualTo(bits(local.params()));
    assertThat(bits(network.params())).isNotEqualTo(bits(free.params()));
  }

  @Test
  void takesTheStepOfATwofoldBatchWhereWorkersAverageEveryPlainStep() {
    ComputationGraph network = ToyExamples.network(new Sgd(0.01), Activation.TANH);
    train(input(3), 2, 1, 1, network);
    ComputationGraph local = trainedOnTwofoldBatches(new Sgd(0.01));
    // Sums of floats in another order.
    assertThat(network.params().distance1(local.params())).isCloseTo(0, within(1e-4));
  }

  private static ShardTrainingMaster gradients(int workers) {
    return ofSteps(workers, Averaged.GRADIENTS, OptimizerConfig.adam(), adam());
  }

  private static ShardTrainingMaster ofSteps(
      int workers, Averaged averaged, OptimizerConfig optimizer, IUpdater updater) {
    return new ShardTrainingMaster(
        new Parallelism(workers, BATCHER.batchSize(), averaged, AveragingSchedule.every(1), 0),
        optimizer,
        updater,
        asItIs(),
        ToyExamples::encode,
        Regression.of("target"));
  }

  @Test
  void takesTheStepOfOneWorkersGradientBitForBitAsTheWorkerWould() {
    ComputationGraph local = trainedLocally(2);
    ComputationGraph network = ToyExamples.network(adam(), Activation.TANH);
    ShardTrainingMaster master = gradients(1);
    SparkComputationGraph graph = new SparkComputationGraph(SPARK, network, master);
    try (Shards shards = Shards.deal(input(3), BATCHER, 1)) {
      for (int epoch = 1; epoch <= 2; epoch++) {
        master.fitEpoch(graph, shards, epoch, 0, round -> {});
      }
    }
    assertThat(bits(network.params())).isEqualTo(bits(local.params()));
    assertThat(bits(network.getUpdater().getStateViewArray()))
        .isEqualTo(bits(local.getUpdater().getStateViewArray()));
    assertThat(network.getIterationCount()).isEqualTo(20);
  }

  /** Averages of two workers after every step, with the gradient's bound, for an epoch. */
  private static INDArray clipped(Averaged averaged, double bound) {
    Sgd updater = new Sgd(0.05);
    ComputationGraph network = ToyExamples.network(updater, Activation.TANH);
    ShardTrainingMaster master =
        ofSteps(2, averaged, new OptimizerConfig(OptimizerConfig.Kind.SGD, 0, 0, bound), updater);
    fitEpoch(master, network, 3, 2);
    return network.params();
  }

  @Test
  void clipsTheMeanOfTheGradientsAsThatOfATwofoldBatchIsClipped() {
    double bound = 5; // the norms of the means are 26, 11, 1.3, 1.1 and 1.4
    INDArray clipped = clipped(Averaged.GRADIENTS, bound);
    INDArray local = trainedOnTwofoldBatches(new Sgd(0.05), bound).params();
    // Sums of floats in another order.
    assertThat(clipped.distance1(local)).isCloseTo(0, within(1e-4));
    INDArray free = trainedOnTwofoldBatches(new Sgd(0.05)).params();
    assertThat(clipped.distance1(free)).isGreaterThan(1);
    // Each worker's gradient clipped by itself, which is another mean.
    assertThat(clipped.distance1(clipped(Averaged.PARAMETERS, bound))).isGreaterThan(1e-3);
  }

  @Test
  void takesAdamsStepOfATwofoldBatchWhereWorkersSendGradients() {
    ComputationGraph network = ToyExamples.network(adam(), Activation.TANH);
    ShardTrainingMaster master = gradients(2);
    List<RoundMetrics> rounds = fitEpoch(master, network, 3, 2);
    ComputationGraph local = trainedOnTwofoldBatches(adam());
    assertThat(rounds).hasSize(5);
    // Sums of floats in another order; Adam divides by roots of small sums.
    assertThat(network.params().distance1(local.params())).isCloseTo(0, within(1e-4));
  }

  @Test
  void stepsOnFromTheMeanAsTheOuterOptimizerSays() {
    float[] start = bits(ToyExamples.network(adam(), Activation.TANH).params());
    ComputationGraph mean = ToyExamples.network(adam(), Activation.TANH);
    train(input(3), 2, 5, 1, mean); // an epoch of one round
    ComputationGraph network = ToyExamples.network(adam(), Activation.TANH);
    ShardTrainingMaster master =
        new ShardTrainingMaster(
            Parallelism.of(2, BATCHER.batchSize(), 5),
            OptimizerConfig.adam(),
            adam(),
            new OuterStep(OuterOptimizer.nesterov(0.9, 0.7), TrainedParameters.of(network)),
            ToyExamples::encode,
            Regression.of("target"));
    fitEpoch(master, network, 3, 2);
    float[] means = bits(mean.params());
    for (int k = 0; k < start.length; k++) {
      // The first step: v = Δ, so θ − 0.7 · 1.9 Δ.
      double expected = start[k] - 0.7 * 1.9 * ((double) start[k] - means[k]);
      assertThat((double) network.params().getFloat(k)).isCloseTo(expected, within(1e-6));
    }
    assertThat(bits(network.getUpdater().getStateViewArray()))
        .isEqualTo(bits(mean.getUpdater().getStateViewArray()));
  }

  @Test
  void dependsNeitherOnRowOrderNorOnPartitioning() {
    List<Example> shuffled = new ArrayList<>(EXAMPLES);
    Collections.shuffle(shuffled, new Random(9));
    for (int workers : new int[] {2, 3, 7}) {
      ComputationGraph network = ToyExamples.network(adam(), Activation.TANH);
      train(input(3), workers, 2, 2, network);
      ComputationGraph again = ToyExamples.network(adam(), Activation.TANH);
      train(SPARK.parallelize(shuffled, 5), workers, 2, 2, again);
      assertThat(bits(again.params())).isEqualTo(bits(network.params()));
    }
  }

  @Test
  void givesEveryWorkerTheSameNumberOfStepsAndCountsCrystalsOnce() {
    ShardTrainingMaster master = master(3, 3);
    ComputationGraph network = ToyExamples.network(adam(), Activation.TANH);
    List<RoundMetrics> rounds = fitEpoch(master, network, 2, 3);
    assertThat(rounds).extracting(RoundMetrics::rounds).containsExactly(2, 2);
    assertThat(rounds).allSatisfy(round -> assertThat(round.workers()).hasSize(3));
    assertThat(rounds.stream().mapToInt(RoundMetrics::crystals).sum()).isEqualTo(151);
    assertThat(network.getIterationCount()).isEqualTo(4);
    assertThat(rounds.get(1).error()).isLessThan(rounds.get(0).error());
  }

  @Test
  void refusesToDealRowsOfArrays() {
    ShardTrainingMaster master = master(1, 1);
    SparkComputationGraph graph =
        new SparkComputationGraph(SPARK, ToyExamples.network(adam(), Activation.TANH), master);
    JavaRDD<org.nd4j.linalg.dataset.api.MultiDataSet> rows = SPARK.emptyRDD();
    assertThatThrownBy(() -> graph.fitMultiDataSet(rows))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("shards");
  }
}
