package org.latticework.trainer.network.cgcnn.gate;

/** The gates of one crystal: of each of its E edges, in each of T convolutions. */
public final class EdgeGates {
  private final float[][] gates; // T × E

  /**
   * Copies the gates and checks them.
   *
   * @param gates T rows, at least one, of E numbers in [0, 1]
   * @throws IllegalArgumentException if rows differ in length, or a number is none of these
   */
  public EdgeGates(float[][] gates) {
    if (gates.length == 0) {
      throw new IllegalArgumentException("Need the gates of at least one convolution");
    }
    this.gates = new float[gates.length][];
    for (int t = 0; t < gates.length; t++) {
      if (gates[t].length != gates[0].length) {
        throw new IllegalArgumentException(
            "Convolution %d has the gates of %d edges, the first those of %d"
                .formatted(t, gates[t].length, gates[0].length));
      }
      for (float gate : gates[t]) {
        if (!(gate >= 0 && gate <= 1)) {
          throw new IllegalArgumentException("Need gates in [0, 1], got " + gate);
        }
      }
      this.gates[t] = gates[t].clone();
    }
  }

  /** Returns T. */
  public int convolutions() {
    return gates.length;
  }

  /** Returns E. */
  public int edges() {
    return gates[0].length;
  }

  /**
   * Returns the mean of an edge's gate over the channels, in [0, 1].
   *
   * @param convolution 0 … T − 1
   * @param edge as the crystal's graph counts them
   */
  public float gate(int convolution, int edge) {
    return gates[convolution][edge];
  }
}
