package org.latticework.trainer.network;

import java.io.Serializable;

/**
 * How large a crystal may be: larger ones are left out, so that one crystal alone does not end a
 * training or a prediction.
 *
 * @param edges most edges, positive; the most memory of a step is {@link #BYTES} for each of so
 *     many
 */
public record CrystalBound(int edges) implements Serializable {
  /** As shipped: 500,000 edges, 4.1 GB. */
  public static final CrystalBound STANDARD = new CrystalBound(500_000);

  /** The most that a step may keep, {@link NetworkConfig#memoryOfStep}, for each edge allowed. */
  public static final int BYTES = 8192;

  public CrystalBound {
    if (!(edges > 0)) {
      throw new IllegalArgumentException("max-edges must be positive, got " + edges);
    }
  }

  /** Returns the most that a step may keep for a crystal, bytes. */
  public long bytes() {
    return (long) edges * BYTES;
  }
}
