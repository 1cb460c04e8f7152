package org.latticework.jobs.demo;

import java.nio.file.Path;
import java.util.Optional;
import org.latticework.jobs.generate.GenerateConfig;
import org.latticework.jobs.run.ChainConfig;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.workspace.Location;

/**
 * The settings of the demonstration.
 *
 * @param generate the dump to begin with
 * @param chain what is done with it
 */
public record DemoConfig(GenerateConfig generate, ChainConfig chain) {

  /** Puts the demonstration's size and length in the place of the usual ones. */
  public static DemoConfig from(Settings usual, Path dump) {
    Settings settings =
        ChainConfig.resolve(usual)
            .with("generate.count", Optional.of(usual.text("demo.count")))
            .with("train.epochs", Optional.of(usual.text("demo.epochs")))
            .with("train.batch-size", Optional.of(usual.text("demo.batch-size")))
            .with("train.learning-rate", Optional.of(usual.text("demo.learning-rate")));
    return new DemoConfig(
        GenerateConfig.from(settings, dump, true),
        ChainConfig.from(ChainConfig.joined(settings), new Location(dump.toString())));
  }
}
