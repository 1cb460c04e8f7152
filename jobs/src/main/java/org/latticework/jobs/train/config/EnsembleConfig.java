package org.latticework.jobs.train.config;

import java.io.Serializable;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;

/**
 * How many networks learn the same, and how certain their intervals are.
 *
 * @param members networks; 1 for a single one, which has no deviation
 * @param level part of crystals of new groups that intervals are to hold; in (0, 1)
 */
public record EnsembleConfig(int members, double level) implements Serializable {
  private static final int MOST = 1000;

  public EnsembleConfig {
    if (members < 1 || members > MOST) {
      throw new ConfigurationException(
          "train.ensemble.members must be from 1 to %,d, got %,d".formatted(MOST, members));
    }
    if (!(level > 0 && level < 1)) {
      throw new ConfigurationException(
          "train.ensemble.level must be between 0 and 1, got " + level);
    }
  }

  static EnsembleConfig from(Settings settings) {
    return new EnsembleConfig(
        settings.integer("train.ensemble.members"), settings.decimal("train.ensemble.level"));
  }
}
