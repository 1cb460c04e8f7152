package org.latticework.jobs.generate;

import java.nio.file.Path;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;

/**
 * What to generate.
 *
 * @param count number of crystals; positive
 * @param seed which endless list they are taken from
 * @param output folder of the dump
 * @param overwrite whether a synthetic dump of another count or seed may be replaced
 */
public record GenerateConfig(int count, long seed, Path output, boolean overwrite) {
  public GenerateConfig {
    if (count < 1) {
      throw new ConfigurationException("generate.count must be positive, got " + count);
    }
  }

  public static GenerateConfig from(Settings settings, Path output, boolean overwrite) {
    return new GenerateConfig(
        settings.integer("generate.count"), settings.wide("generate.seed"), output, overwrite);
  }
}
