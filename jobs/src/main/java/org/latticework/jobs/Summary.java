package org.latticework.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The facts of a run in the order they were stated, for {@code --summary}; keys are snake_case. */
final class Summary {
  private final Map<String, Object> facts = new LinkedHashMap<>();

  /**
   * States a fact.
   *
   * @param value a text, a number, a truth value, or a map or list of them; NaN is written as null
   */
  Summary put(String key, Object value) {
    facts.put(key, value instanceof Double d && !Double.isFinite(d) ? null : value);
    return this;
  }

  /** States all facts of another summary. */
  Summary putAll(Summary other) {
    facts.putAll(other.facts);
    return this;
  }

  /** Returns the facts in their order; one that is not a number is null. */
  Map<String, Object> facts() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /** Returns a count that was stated; 0 where it was not. */
  long count(String key) {
    return facts.get(key) instanceof Number number ? number.longValue() : 0;
  }

  /**
   * Checks that a file can be written, before the work whose facts it is for, and makes the folders
   * on the way.
   *
   * @throws ConfigurationException if not
   */
  static void requireWritable(Path file) {
    if (Files.isDirectory(file)) {
      throw new ConfigurationException("--summary wants a file, %s is a folder".formatted(file));
    }
    Path folder = file.toAbsolutePath().normalize().getParent();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new ConfigurationException("--summary cannot be written: no folder " + folder, e);
    }
    Path written = Files.exists(file) ? file : folder;
    if (!Files.isWritable(written)) {
      throw new ConfigurationException("--summary cannot be written: no right to write " + written);
    }
  }

  /** Writes the facts as indented JSON. */
  void write(Path file) throws IOException {
    Files.writeString(file, Json.indented(facts) + System.lineSeparator());
  }
}
