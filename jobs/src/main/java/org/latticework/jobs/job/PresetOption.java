package org.latticework.jobs.job;

import java.util.Optional;
import org.latticework.jobs.settings.Settings;
import picocli.CommandLine.Option;

/** The option of jobs that make graphs for a network, or train one. */
public final class PresetOption {
  @Option(
      names = "--preset",
      paramLabel = "P",
      description = "A published recipe: schnet, alignn, original, … (train.preset).")
  private Optional<String> preset;

  /** Returns the settings with the preset named; its values come in once all are. */
  public Settings override(Settings settings) {
    return settings.with("train.preset", preset);
  }
}
