package org.latticework.jobs.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.workspace.Location;
import org.latticework.pipeline.ingest.IngestOptions;
import org.latticework.pipeline.ingest.form.DumpFormat;
import org.latticework.pipeline.ingest.record.ColumnMap;
import org.latticework.pipeline.material.Target;
import org.latticework.pipeline.table.MaterialTable;

/** Reads what to ingest from the settings. */
public final class IngestConfig {
  private static final Pattern WEB = Pattern.compile("(?is)(?:https?|ftp):.*");

  private IngestConfig() {}

  public static IngestOptions options(Settings settings, Location input) {
    requireInput(input);
    return planned(settings, input);
  }

  /**
   * Checks that there is an input.
   *
   * @throws ConfigurationException if there is none, or it is on the web, which cannot be listed
   */
  public static void requireInput(Location input) {
    if (WEB.matcher(input.text()).matches()) {
      throw new ConfigurationException(
          "The input %s is on the web: fetch the file first (curl -O), then ingest it"
              .formatted(input.text()));
    }
    input.requireExisting("The input %s does not exist".formatted(input.text()));
  }

  /** Reads what to ingest of a dump that may be yet to be written. */
  public static IngestOptions planned(Settings settings, Location input) {
    String target = settings.text("ingest.target");
    return Settings.checked(
        "ingest",
        () ->
            new IngestOptions(
                input.qualified(),
                format(settings.text("ingest.format")),
                settings.optional("ingest.database-version"),
                settings.flag("ingest.include-deprecated"),
                settings.flag("ingest.include-noncommercial"),
                settings.words("ingest.extra-targets"),
                target.equals("auto") ? Optional.empty() : Optional.of(target),
                settings.flag("ingest.allow-outside"),
                new ColumnMap(Settings.texts(settings.toJson("ingest.columns")))));
  }

  /**
   * Returns the properties that the materials table has: Materials Project's and the extra ones.
   */
  public static List<Target> targets(Settings settings) {
    List<Target> targets = new ArrayList<>(Target.all());
    for (String field : settings.words("ingest.extra-targets")) {
      targets.add(Settings.checked("ingest", () -> MaterialTable.extraTarget(field)));
    }
    return targets;
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
