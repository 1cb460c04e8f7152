package org.latticework.jobs;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.latticework.pipeline.ingest.DumpFormat;
import org.latticework.pipeline.ingest.IngestOptions;

/** Reads what to ingest from the settings. */
final class IngestConfig {
  private IngestConfig() {}

  static IngestOptions options(Settings settings, Location input) {
    input.requireExisting("The input %s does not exist".formatted(input.text()));
    String version = settings.text("ingest.database-version");
    return Settings.checked(
        "ingest",
        () ->
            new IngestOptions(
                input.qualified(),
                format(settings.text("ingest.format")),
                version.isEmpty() ? Optional.empty() : Optional.of(version),
                settings.flag("ingest.include-deprecated"),
                settings.flag("ingest.include-noncommercial")));
  }

  private static Optional<DumpFormat> format(String word) {
    if (word.equals("auto")) {
      return Optional.empty();
    }
    String words =
        Arrays.stream(DumpFormat.values()).map(DumpFormat::word).collect(Collectors.joining(", "));
    return Optional.of(
        Arrays.stream(DumpFormat.values())
            .filter(format -> format.word().equals(word))
            .findFirst()
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "ingest.format must be one of auto, %s, got %s".formatted(words, word))));
  }
}
