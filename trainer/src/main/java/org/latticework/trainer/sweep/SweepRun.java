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

  /**
   * Describes a run.
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
   * Returns what the run costs next to others: the crystals it learns from, over all epochs, and a
   * third for each that it validates on, since a forward pass takes a third of a step.
   */
  public double cost() {
    return config.epochs() * (train.length + validation.length / 3.0) + test.length / 3.0;
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
