package org.latticework.trainer.task;

import java.io.Serializable;
import java.util.List;

/**
 * What a network is to learn: which columns, as what labels, by which loss, and how it is judged.
 * Letters: t columns, of each of which a crystal has a value or none, NaN.
 */
public sealed interface Task extends Serializable permits Regression, Classification {
  /** Returns the columns whose values are learned from; at least one, each once. */
  List<String> columns();

  /** Returns what each of the network's t outputs is, in words that name a column of a table. */
  List<String> outputs();

  /**
   * Returns the name of the error that early stopping reads, the smaller the better: {@code mae},
   * {@code scaled_mae} or {@code log_loss}.
   */
  String headline();

  /**
   * Fits the scales of the labels on the training fold.
   *
   * @param values of each column those that are known, t arrays
   * @param scale whether labels are to have mean 0 and standard deviation 1, where they can
   * @throws IllegalArgumentException if nothing can be learned from these values; the message says
   *     of which column
   */
  Scaling fit(List<double[]> values, boolean scale);

  /**
   * Returns what of a fold cannot be judged, in words; empty where all can.
   *
   * @param values of each column those that are known, t arrays
   */
  List<String> unjudged(List<double[]> values);

  /**
   * Returns what the network is to say.
   *
   * @param column from 0
   * @param value in the column's unit; NaN where unknown
   * @return on the network's scale; NaN where unknown
   */
  double label(Scaling scaling, int column, double value);

  /**
   * Returns what the network has said.
   *
   * @param output of the network
   * @return a value in the column's unit, or a probability
   */
  double prediction(Scaling scaling, int column, double output);

  /**
   * Returns the error of one crystal while the network learns. Its mean over crystals, times {@link
   * #unit}, is the headline; of several columns up to their weights, since a crystal counts once
   * however many columns are known of it.
   *
   * @param outputs t of the network
   * @param labels t; NaN where unknown
   */
  double error(double[] outputs, double[] labels);

  /** Returns what turns means of {@link #error} into the headline. */
  double unit(Scaling scaling);

  /**
   * Judges predictions.
   *
   * @param values t numbers a crystal, in the columns' units; NaN where unknown
   * @param predictions t numbers a crystal, as {@link #prediction} returns them
   */
  TaskMetrics judge(Scaling scaling, List<double[]> values, List<double[]> predictions);
}
