package org.latticework.jobs.train.config;

import java.io.Serializable;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;

/**
 * When the state of a training is written down, besides after every epoch.
 *
 * @param rounds between two states within an epoch; 0 for none
 * @param kept how many of the last states stay; positive
 */
public record CheckpointSchedule(int rounds, int kept) implements Serializable {
  public CheckpointSchedule {
    if (rounds < 0) {
      throw new ConfigurationException("train.checkpoints.rounds must be 0 or more, got " + rounds);
    }
    if (kept < 1) {
      throw new ConfigurationException("train.checkpoints.keep must be positive, got " + kept);
    }
  }

  public static CheckpointSchedule from(Settings settings) {
    return new CheckpointSchedule(
        settings.integer("train.checkpoints.rounds"), settings.integer("train.checkpoints.keep"));
  }
}
