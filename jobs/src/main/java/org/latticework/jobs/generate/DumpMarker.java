package org.latticework.jobs.generate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.console.Version;
import org.latticework.jobs.settings.ConfigurationException;

/**
 * What a folder of synthetic crystals says of itself, in {@code _synthetic.json}; no job that reads
 * dumps looks at a file with such a name.
 *
 * @param json count, seed and version of the generator
 */
public record DumpMarker(String json) {
  private static final String FILE = "_synthetic.json";

  static DumpMarker of(GenerateConfig config) {
    Map<String, Object> facts = new TreeMap<>();
    facts.put("count", config.count());
    facts.put("seed", config.seed());
    facts.put("version", Version.text());
    return new DumpMarker(Json.line(facts) + "\n");
  }

  /**
   * Checks that a dump may be written: into a folder that is missing, is empty, or holds the same
   * dump; or any synthetic one, where it may be replaced.
   *
   * @throws ConfigurationException if not
   */
  public static void requirePlace(GenerateConfig config) {
    Path folder = config.output();
    if (!Files.exists(folder) || of(config).isIn(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new ConfigurationException("The output %s is no folder".formatted(folder));
    }
    boolean synthetic = Files.exists(folder.resolve(FILE));
    if (synthetic && !config.overwrite()) {
      throw new ConfigurationException(
          "The output %s holds another synthetic dump: choose another folder, or --overwrite"
              .formatted(folder));
    }
    if (!synthetic && !isEmpty(folder)) {
      throw new ConfigurationException(
          "The output %s holds files that are no synthetic dump: choose another folder"
              .formatted(folder));
    }
  }

  /** Returns whether a folder holds, or was to hold, this very dump. */
  boolean isIn(Path folder) {
    try {
      Path file = folder.resolve(FILE);
      return Files.exists(file) && Files.readString(file).equals(json);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read %s in %s".formatted(FILE, folder), e);
    }
  }

  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(FILE), json);
  }

  private static boolean isEmpty(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }
}
