package org.latticework.jobs.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latticework.jobs.settings.ConfigurationException;

/** The facts of a run in the order they were stated, for {@code --summary}; keys are snake_case. */
public final class Summary {
  private final Map<String, Object> facts = new LinkedHashMap<>();

  /**
   * States a fact.
   *
   * @param value a text, a number, a truth value, or a map or list of them; NaN is written as null
   */
  public Summary put(String key, Object value) {
    facts.put(key, value instanceof Double d && !Double.isFinite(d) ? null : value);
    return this;
  }

  /** Returns facts that were read from JSON. */
  public static Summary of(Map<?, ?> facts) {
    Summary summary = new Summary();
    facts.forEach((key, value) -> summary.put(String.valueOf(key), value));
    return summary;
  }

  /** States all facts of another summary. */
  public Summary putAll(Summary other) {
    facts.putAll(other.facts);
    return this;
  }

  /** Takes a fact back. */
  public Summary without(String key) {
    facts.remove(key);
    return this;
  }

  /** Returns the facts in their order; one that is not a number is null. */
  public Map<String, Object> facts() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /** Returns a count that was stated; 0 where it was not. */
  public long count(String key) {
    return facts.get(key) instanceof Number number ? number.longValue() : 0;
  }

  /** Returns a list of texts that was stated; an empty one where it was not. */
  public List<String> texts(String key) {
    return facts.get(key) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  /**
   * Checks that a file can be written, before the work whose facts it is for, and makes the folders
   * on the way.
   *
   * @throws ConfigurationException if not
   */
  public static void requireWritable(Path file) {
    if (Files.isDirectory(file)) {
      throw new ConfigurationException("--summary wants a file, %s is a folder".formatted(file));
    }
    Path folder = file.toAbsolutePath().normalize().getParent();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new ConfigurationException("--summary cannot be written: no folder " + folder, e);
    }
    Path written = isSpecial(file) ? file : folder;
    if (!Files.isWritable(written)) {
      throw new ConfigurationException("--summary cannot be written: no right to write " + written);
    }
  }

  /** Removes the summary of an earlier run, so that it is not mistaken for this one's. */
  public static void remove(Path file) throws IOException {
    if (!isSpecial(file)) {
      Files.deleteIfExists(file);
    }
  }

  /** Writes the facts as indented JSON, whole or not at all. */
  public void write(Path file) throws IOException {
    String text = Json.indented(facts) + System.lineSeparator();
    if (isSpecial(file)) {
      Files.writeString(file, text);
      return;
    }
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    Files.writeString(unfinished, text);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Returns whether it is there and is no file of its own: {@code /dev/stdout}, a pipe. */
  private static boolean isSpecial(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }
}
