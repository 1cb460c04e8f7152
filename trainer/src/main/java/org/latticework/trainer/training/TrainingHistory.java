package org.latticework.trainer.training;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.latticework.trainer.measure.RoundMetrics;
import org.latticework.trainer.measure.RoundProgress;
import org.latticework.trainer.measure.RoundTimes;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.round.DivergenceException;
import org.latticework.trainer.state.EpochMetrics;
import org.latticework.trainer.state.TrainingRecord;

/** Writes down the rounds and epochs of a run, tells the listener, and knows the best epoch. */
final class TrainingHistory {
  private final int plannedEpochs;
  private final double unit; // of errors, on the network's scale
  private final TrainingListener listener;
  private final TrainingRecord before; // this process; what it has done comes on top
  private final LongSupplier nanoTime;
  private final long start;
  private final List<EpochMetrics> epochs;
  private int bestEpoch;
  private int steps; // of each worker
  private double learningRate; // of the last round

  private long epochStart;
  private double epochSecondsBefore;
  private int crystals;
  private double errorSum;
  private long offHeapBytes;
  private RoundTimes times = RoundTimes.NONE;
  private double doneBefore = Double.NaN; // epochs that this process found done, parts included

  /**
   * Begins or goes on.
   *
   * @param before what the run has been like so far
   * @param steps that each worker has taken in it
   * @param nanoTime the clock, ns; from any beginning
   */
  TrainingHistory(
      int plannedEpochs,
      double unit,
      TrainingRecord before,
      int steps,
      TrainingListener listener,
      LongSupplier nanoTime) {
    this.plannedEpochs = plannedEpochs;
    this.unit = unit;
    this.listener = listener;
    this.before = before;
    this.steps = steps;
    this.nanoTime = nanoTime;
    start = nanoTime.getAsLong();
    epochStart = start;
    epochs = new ArrayList<>(before.epochs());
    bestEpoch = before.bestEpoch();
    epochSecondsBefore = before.epochSeconds();
    crystals = before.crystals();
    errorSum = before.errorSum();
    offHeapBytes = before.offHeapBytes();
  }

  /** Returns what the run has been like so far. */
  TrainingRecord record() {
    return new TrainingRecord(
        epochs, bestEpoch, crystals, errorSum, epochSeconds(), seconds(), offHeapBytes);
  }

  /**
   * Adds a round.
   *
   * @throws DivergenceException if its error or its outcome is no longer finite
   */
  void add(RoundMetrics round) {
    if (!round.suspects().isEmpty() || !Double.isFinite(round.error())) {
      throw new DivergenceException(round, round.suspects());
    }
    times = times.plus(round);
    offHeapBytes = Math.max(offHeapBytes, round.offHeapBytes());
    steps += round.steps();
    learningRate = round.learningRate();
    crystals += round.crystals();
    errorSum += round.error() * round.crystals();
    double left = secondsLeft(round.epoch(), round.round(), round.rounds(), 1);
    listener.underWay(
        new EpochProgress(round.epoch(), crystals, trainError(), crystals / epochSeconds(), left));
    listener.roundFinished(
        new Progress(
            round,
            plannedEpochs,
            steps,
            unit * round.error(),
            trainError(),
            crystals / epochSeconds(),
            left));
  }

  /** Tells of a part of the round that comes next, which is yet to be added. */
  void tell(RoundProgress part) {
    int all = crystals + part.crystals();
    listener.underWay(
        new EpochProgress(
            part.epoch(),
            all,
            unit * (errorSum + part.errorSum()) / all,
            all / epochSeconds(),
            secondsLeft(part.epoch(), part.round(), part.rounds(), part.part())));
  }

  /** Estimates from what this process has done, where a part of a round is done. */
  private double secondsLeft(int epoch, int round, int rounds, double part) {
    double beginning = epoch - 1 + (round - 1.0) / rounds;
    if (Double.isNaN(doneBefore)) {
      doneBefore = beginning;
    }
    double done = beginning + part / rounds;
    return secondsSince(start) * (plannedEpochs - done) / (done - doneBefore);
  }

  /**
   * Adds the epoch whose rounds were added.
   *
   * @param validation computes the error, if there is something to validate on
   * @return whether the epoch is the best so far
   */
  boolean finishEpoch(Supplier<OptionalDouble> validation) {
    double seconds = epochSeconds();
    long validationStart = nanoTime.getAsLong();
    OptionalDouble validationError = validation.get();
    EpochMetrics epoch =
        new EpochMetrics(
            epochs.size() + 1,
            trainError(),
            validationError.orElse(Double.NaN),
            crystals,
            seconds,
            secondsSince(validationStart),
            steps,
            learningRate);
    boolean best = epochs.isEmpty() || validationError.isEmpty() || isBetter(epoch);
    epochs.add(epoch);
    if (best) {
      bestEpoch = epoch.epoch();
    }
    startEpoch();
    listener.epochFinished(epoch);
    return best;
  }

  /**
   * Returns whether the last epochs brought no improvement.
   *
   * @param patience number of epochs that may be; 0 for any
   */
  boolean isExhausted(int patience) {
    return patience > 0 && epochs.size() - bestEpoch >= patience;
  }

  /** Any number is better than none: Double's order has NaN last. */
  private boolean isBetter(EpochMetrics epoch) {
    return Double.compare(epoch.validationError(), epochs.get(bestEpoch - 1).validationError()) < 0;
  }

  TrainingResult result(TrainedModel best, TrainingPlan plan) {
    return new TrainingResult(best, bestEpoch, plan, epochs, times, offHeapBytes, seconds());
  }

  /** The workers' errors are on the network's scale. */
  private double trainError() {
    return unit * errorSum / crystals;
  }

  private void startEpoch() {
    epochStart = nanoTime.getAsLong();
    epochSecondsBefore = 0;
    crystals = 0;
    errorSum = 0;
  }

  private double epochSeconds() {
    return epochSecondsBefore + secondsSince(epochStart);
  }

  private double seconds() {
    return before.seconds() + secondsSince(start);
  }

  private double secondsSince(long moment) {
    return (nanoTime.getAsLong() - moment) * 1e-9;
  }
}
