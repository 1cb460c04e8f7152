package org.latticework.trainer.network.cgcnn.gate;

/**
 * Edges of about the same length.
 *
 * @param from least distance, Å
 * @param to distance that they are below, Å
 * @param edges how many they are, each as often as it stands for a pair of atoms
 * @param gate their mean gate, in [0, 1]
 */
public record GateBin(double from, double to, long edges, double gate) {
  /** Returns the middle of the distances, Å. */
  public double middle() {
    return (from + to) / 2;
  }
}
