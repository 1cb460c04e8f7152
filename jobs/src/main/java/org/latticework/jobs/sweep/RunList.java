package org.latticework.jobs.sweep;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latticework.jobs.settings.ConfigurationException;

/**
 * A file with a run a line: CSV whose header names keys of {@code train}, and {@code size} for the
 * crystals to learn from. An empty cell leaves the key as it is set.
 */
final class RunList {
  /** The column of numbers of crystals; it is no key of the configuration. */
  static final String SIZE = "size";

  private RunList() {}

  /** Returns the values of one line of CSV, without spaces around them. */
  static List<String> values(String line) {
    String[] values = parser().parseLine(line);
    return values == null ? List.of() : List.of(values);
  }

  private static CsvParser parser() {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setNullValue("");
    settings.setEmptyValue("");
    settings.setMaxCharsPerColumn(-1);
    return new CsvParser(settings);
  }

  /**
   * Reads the runs.
   *
   * @throws ConfigurationException if the file cannot be read, or is no such list
   */
  static List<Map<String, String>> read(Path file) {
    List<String[]> lines;
    try (var in = Files.newBufferedReader(file)) {
      lines = parser().parseAll(in);
    } catch (IOException e) {
      throw new ConfigurationException(
          "The list of runs %s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
    if (lines.size() < 2) {
      throw new ConfigurationException(
          "The list of runs %s needs a header of keys and a run below it".formatted(file));
    }
    List<String> keys = Arrays.asList(lines.get(0));
    if (new HashSet<>(keys).size() < keys.size()) {
      throw new ConfigurationException(
          "The list of runs %s names a key twice: %s".formatted(file, String.join(",", keys)));
    }
    keys.stream().filter(key -> !key.equals(SIZE)).forEach(SweepConfig::requireTrainKey);
    List<Map<String, String>> runs = new ArrayList<>();
    for (int line = 1; line < lines.size(); line++) {
      runs.add(run(keys, lines.get(line), "%s, line %d".formatted(file, line + 1)));
    }
    return runs;
  }

  private static Map<String, String> run(List<String> keys, String[] values, String place) {
    if (values.length != keys.size()) {
      throw new ConfigurationException(
          "%s: %d values for %d keys".formatted(place, values.length, keys.size()));
    }
    Map<String, String> run = new LinkedHashMap<>();
    for (int k = 0; k < values.length; k++) {
      if (!values[k].isEmpty()) {
        run.put(keys.get(k), values[k]);
      }
    }
    if (run.containsKey(SIZE)) {
      SweepConfig.requireSize(run.get(SIZE));
    }
    return run;
  }
}
