package org.latticework.pipeline;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real Materials Project data next to the checkout; tests that need it are skipped without it. */
public final class SharedData {
  private SharedData() {}

  public static Path file(String name) {
    Path path = Path.of("../../shared/data").resolve(name).toAbsolutePath().normalize();
    assumeTrue(Files.exists(path), "Skipped: no " + path);
    return path;
  }
}
