package org.latticework.jobs.fold;

import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.pipeline.trainingset.GraphLimits;
import org.latticework.trainer.network.CrystalBound;
import org.latticework.trainer.network.NetworkConfig;

/** Which crystals a network can take. */
public final class NetworkLimits {
  private NetworkLimits() {}

  /**
   * Returns them.
   *
   * @param maxEdges {@code train.max-edges}: most edges of a crystal, and what bounds the memory
   *     that it takes
   * @throws ConfigurationException if it is not positive
   */
  public static GraphLimits of(NetworkConfig network, int maxEdges) {
    return new GraphLimits(
        network.elements(),
        maxEdges,
        network.memoryOfStep(),
        Settings.checked("train", () -> new CrystalBound(maxEdges)).bytes());
  }
}
