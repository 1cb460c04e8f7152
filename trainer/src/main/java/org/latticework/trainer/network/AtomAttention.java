package org.latticework.trainer.network;

import org.latticework.featurizer.graph.CrystalGraph;

/** A trained network that reads the atoms of a crystal by attention. For one thread. */
public interface AtomAttention {
  /**
   * Returns the weights a of the last reading: N, by node. Of one atom of node i it is a_i, and Σ
   * m_i a_i = 1 over the crystal, where node i stands for m_i atoms.
   *
   * @throws IllegalArgumentException if the crystal has an element that the network does not know
   */
  float[] attention(CrystalGraph graph);
}
