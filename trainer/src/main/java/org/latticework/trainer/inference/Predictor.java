package org.latticework.trainer.inference;

import java.util.ArrayList;
import java.util.List;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.network.Inference;
import org.latticework.trainer.task.Scaling;
import org.latticework.trainer.task.Task;

/**
 * A trained network that predicts in the columns' own units, one crystal at a time. What it says of
 * a crystal is the same to the last digit wherever, and after whatever, it is asked. For one
 * thread.
 */
public final class Predictor {
  private final Task task;
  private final Scaling scaling;
  private final Inference body;
  private final float[] weights; // width of the body × t
  private final float[] bias; // t

  /**
   * Joins the parts of a network.
   *
   * @param task what it has learned
   * @param scaling from the columns' units to the network's scale
   * @param body all but the output layer
   * @param weights of the output layer, width of the body × t
   * @param bias of the output layer, t
   */
  public Predictor(Task task, Scaling scaling, Inference body, float[] weights, float[] bias) {
    this.task = task;
    this.scaling = scaling;
    this.body = body;
    this.weights = weights.clone();
    this.bias = bias.clone();
  }

  public Task task() {
    return task;
  }

  /**
   * Returns the last layer's vector of each atom, in the order of the crystal's sites: N × d.
   *
   * @throws IllegalArgumentException if the crystal has an element that the network does not know
   */
  public float[] atoms(CrystalGraph graph) {
    return body.atoms(graph);
  }

  /**
   * Returns what the network has made of the crystal before it looks at its targets: the vector
   * that {@link Inference#pooled} describes.
   *
   * @throws IllegalArgumentException if the crystal has an element that the network does not know
   */
  public float[] embedding(CrystalGraph graph) {
    return body.pooled(graph);
  }

  /**
   * Predicts a crystal.
   *
   * @param graph made under the configuration of the graphs that the network has learned from
   * @return t numbers: values in the columns' units, or a probability
   * @throws IllegalArgumentException if the crystal has an element that the network does not know
   */
  public double[] predict(CrystalGraph graph) {
    return head(body.pooled(graph));
  }

  /** Returns the t predictions for a vector that {@link #embedding} returned. */
  public double[] head(float[] embedding) {
    float[] output = body.output(embedding);
    double[] values = new double[bias.length];
    for (int c = 0; c < values.length; c++) {
      values[c] = task.prediction(scaling, c, product(output, 0, c));
    }
    return values;
  }

  /**
   * Returns what each site contributes to the prediction of a regression whose network takes the
   * mean over atoms: std (x_i · w + b) + mean, in the column's unit, so that the prediction is the
   * mean over all sites.
   *
   * @return of each of t columns N numbers, in the order of the crystal's sites
   * @throws IllegalArgumentException if the crystal has an element that the network does not know
   * @throws UnsupportedOperationException if the network takes no mean over atoms
   */
  public List<double[]> contributions(CrystalGraph graph) {
    float[] atoms = body.averaged(graph);
    int width = weights.length / bias.length;
    List<double[]> columns = new ArrayList<>();
    for (int c = 0; c < bias.length; c++) {
      double[] sites = new double[atoms.length / width];
      for (int site = 0; site < sites.length; site++) {
        sites[site] = task.prediction(scaling, c, product(atoms, site * width, c));
      }
      columns.add(sites);
    }
    return columns;
  }

  /** Returns a column of the output layer for the vector that begins at an index. */
  private double product(float[] vectors, int first, int column) {
    double sum = bias[column];
    for (int i = 0; i < weights.length / bias.length; i++) {
      sum += (double) vectors[first + i] * weights[i * bias.length + column];
    }
    return sum;
  }
}
