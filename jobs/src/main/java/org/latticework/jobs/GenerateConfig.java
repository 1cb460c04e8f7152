package org.latticework.jobs;

import java.nio.file.Path;

/**
 * What to generate.
 *
 * @param count number of crystals; positive
 * @param seed which endless list they are taken from
 * @param output folder of the dump
 */
record GenerateConfig(int count, long seed, Path output) {
  GenerateConfig {
    if (count < 1) {
      throw new ConfigurationException("generate.count must be positive, got " + count);
    }
  }

  static GenerateConfig from(Settings settings, Path output) {
    return new GenerateConfig(
        settings.integer("generate.count"), settings.wide("generate.seed"), output);
  }
}
