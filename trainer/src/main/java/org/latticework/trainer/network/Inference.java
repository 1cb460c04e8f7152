package org.latticework.trainer.network;

import org.latticework.featurizer.graph.CrystalGraph;

/**
 * The body of a trained network without ND4J: one crystal at a time, in plain Java. What comes out
 * depends on the crystal alone, to the last digit. For one thread.
 */
public interface Inference {
  /**
   * Returns the last layer's vector of each atom, in the order of the crystal's sites: N × d.
   *
   * @throws IllegalArgumentException if the crystal has an element that the network does not know
   */
  float[] atoms(CrystalGraph graph);

  /**
   * Returns the vectors of atoms whose mean the output layer reads, in the order of the crystal's
   * sites: N × output width.
   *
   * @throws IllegalArgumentException if the crystal has an element that the network does not know
   * @throws UnsupportedOperationException if {@link NetworkConfig#averagesAtoms} is false
   */
  default float[] averaged(CrystalGraph graph) {
    throw new UnsupportedOperationException("The network's result is no mean over atoms");
  }

  /**
   * Returns the vector of the crystal that its output is computed of: the mean of these vectors in
   * CGCNN, what the output layer reads in networks that are programs.
   *
   * @throws IllegalArgumentException if the crystal has an element that the network does not know
   */
  float[] pooled(CrystalGraph graph);

  /** Returns what the network's output layer reads, of what {@link #pooled} returned. */
  float[] output(float[] pooled);
}
