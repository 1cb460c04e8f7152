package org.latticework.trainer.sweep;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.training.TrainingConfig;

/**
 * One training of a sweep, and what it is judged on. Crystals are named by their places in the list
 * that all trainings share.
 */
public final class SweepRun implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String id;
  private final TrainingConfig config;
  private final Broadcast<Example[]> crystals;
  private final RunKeeper keeper;
  private final int labeled;
  private final int[] train;
  private final int[] validation;
  private final int[] test;
  private final Part part;

  /**
   * The part of a run that is trained at a time.
   *
   * @param from epochs that are thought to be done, which decides what the part costs
   * @param until the last epoch of it
   * @param cut why the run is over with it; empty where it is not, or has all its epochs
   */
  private record Part(int from, int until, String cut) implements Serializable {}

  /**
   * Describes a run, with all its epochs.
   *
   * @param id name of the run in its sweep
   * @param config how to train
   * @param crystals that many runs share
   * @param keeper keeps what comes out
   * @param labeled crystals of all folds that could be learned from
   * @param train places of the crystals to learn from; not copied
   * @param validation places of those to choose the best epoch by; not copied
   * @param test places of those that it is judged on; not copied
   */
  public SweepRun(
      String id,
      TrainingConfig config,
      Broadcast<Example[]> crystals,
      RunKeeper keeper,
      int labeled,
      int[] train,
      int[] validation,
      int[] test) {
    this.id = id;
    this.config = config;
    this.crystals = crystals;
    this.keeper = keeper;
    this.labeled = labeled;
    this.train = train;
    this.validation = validation;
    this.test = test;
    this.part = new Part(0, config.epochs(), "");
  }

  private SweepRun(SweepRun whole, Part part) {
    this.id = whole.id;
    this.config = whole.config;
    this.crystals = whole.crystals;
    this.keeper = whole.keeper;
    this.labeled = whole.labeled;
    this.train = whole.train;
    this.validation = whole.validation;
    this.test = whole.test;
    this.part = part;
    if (workers() > 1 && (pauses() || !part.cut.isEmpty())) {
      throw new IllegalArgumentException(
          "A run that pauses has one worker, got %d for run %s".formatted(workers(), id));
    }
  }

  /**
   * Returns the same run, which pauses after an epoch: its state is kept, nothing is judged. After
   * its last epoch it is over.
   *
   * @param from epochs that are done
   * @param epoch the last for now
   */
  public SweepRun until(int from, int epoch) {
    return new SweepRun(this, new Part(from, epoch, ""));
  }

  /**
   * Returns the same run, which is over after an epoch that it has come to: it is judged, and no
   * network is kept.
   *
   * @param reason why, in a line
   */
  public SweepRun cutAfter(int epoch, String reason) {
    return new SweepRun(this, new Part(epoch, epoch, reason));
  }

  /** Returns whether the run is not over where this part of it ends. */
  public boolean pauses() {
    return part.cut.isEmpty() && part.until < config.epochs();
  }

  int until() {
    return part.until;
  }

  /** Returns why the run is over before its last epoch; empty where it is not. */
  String cut() {
    return part.cut;
  }

  public String id() {
    return id;
  }

  public TrainingConfig config() {
    return config;
  }

  /** Returns the number of crystals to learn from. */
  public int crystals() {
    return train.length;
  }

  /** Returns W; one worker is a task on one core. */
  public int workers() {
    return config.parallelism().workers();
  }

  int labeled() {
    return labeled;
  }

  /**
   * Returns what this part of the run costs next to others: the crystals it learns from, over all
   * its epochs, and a third for each that it validates on, since a forward pass takes a third of a
   * step.
   */
  public double cost() {
    int epochs = part.until - part.from;
    return epochs * (train.length + validation.length / 3.0) + (pauses() ? 0 : test.length / 3.0);
  }

  RunKeeper keeper() {
    return keeper;
  }

  List<Example> learned() {
    return chosen(train);
  }

  List<Example> validated() {
    return chosen(validation);
  }

  List<Example> tested() {
    return chosen(test);
  }

  private List<Example> chosen(int[] places) {
    Example[] all = crystals.value();
    return Arrays.stream(places).mapToObj(place -> all[place]).toList();
  }
}
