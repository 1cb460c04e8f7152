package org.latticework.jobs.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A page that Chromium has opened, drawn and told of.
 *
 * @param markup of the page when all was done
 * @param console lines that the page wrote
 */
record DrawnPage(String markup, List<String> console) {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  /** Opens a page; empty where there is no Chromium. */
  static Optional<DrawnPage> open(Path page) {
    if (!Files.isExecutable(CHROMIUM)) {
      return Optional.empty();
    }
    try {
      Path markup = Files.createTempFile("page", ".html");
      Path said = Files.createTempFile("page", ".log");
      Process chromium =
          new ProcessBuilder(
                  CHROMIUM.toString(),
                  "--headless=new",
                  "--no-sandbox",
                  "--disable-gpu",
                  "--disable-dev-shm-usage",
                  "--enable-logging=stderr",
                  "--virtual-time-budget=60000",
                  "--dump-dom",
                  page.toUri().toString())
              .redirectOutput(markup.toFile())
              .redirectError(said.toFile())
              .start();
      chromium.waitFor();
      List<String> console =
          Files.readAllLines(said, StandardCharsets.UTF_8).stream()
              .filter(line -> line.contains(":CONSOLE"))
              .toList();
      return Optional.of(new DrawnPage(Files.readString(markup), console));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns how many figures there are, and how many of them are drawn. */
  int figures() {
    return markup.split("<figure ", -1).length - 1;
  }

  int drawings() {
    return markup.split("<canvas", -1).length - 1;
  }
}
