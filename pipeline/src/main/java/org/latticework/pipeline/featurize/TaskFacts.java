package org.latticework.pipeline.featurize;

import java.io.Serializable;

/**
 * What one task did, and where its time went.
 *
 * @param task its number
 * @param structures distinct structures it was given
 * @param graphs graphs it made of them; of the others none can be made
 * @param atoms in the crystals of these graphs
 * @param nodes in these graphs
 * @param edges in these graphs
 * @param reading seconds until structures were there: shuffle, sorting, decoding
 * @param searching seconds in the search for neighbors, and in the expansion where it is stored
 * @param writing seconds in encoding, compressing and writing
 */
public record TaskFacts(
    int task,
    long structures,
    long graphs,
    long atoms,
    long nodes,
    long edges,
    double reading,
    double searching,
    double writing)
    implements Serializable {

  /** Returns how long the task took, in seconds. */
  public double seconds() {
    return reading + searching + writing;
  }
}
