package org.latticework.jobs.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.status.StatusLogger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("deprecation") // what reads back Log4j's own complaints has no successor
class LogsTest {
  private static final Path CONFIGURATION = Path.of("..", "conf", "log4j2.properties");

  @TempDir private Path folder;

  @BeforeEach
  @AfterEach
  void forget() {
    System.clearProperty("latticework.log");
    System.clearProperty("latticework.log.pattern");
    StatusLogger.getLogger().clear();
  }

  /** Log4j reads the name of a rolling file as a pattern, too. */
  @ParameterizedTest
  @ValueSource(strings = {"plain", "w 71, [x]%20y", "100%", "%d{yyyy}-%i", "a%%b", "10:30 {a,b} #"})
  void goInAWorkspaceOfAnyName(String name) throws Exception {
    Path workspace = folder.resolve(name);
    Logs.to(new Location(workspace.toString()), "ingest");
    write();

    Path log = workspace.resolve("logs/ingest.log");
    assertThat(Files.readString(log)).contains("a line");
    assertThat(folder.toFile().list()).containsExactly(name);
    assertThat(log.getParent().toFile().list()).containsExactly("ingest.log");
    assertThat(StatusLogger.getLogger().getStatusData())
        .filteredOn(data -> data.getLevel().isMoreSpecificThan(Level.WARN))
        .isEmpty();
  }

  @Test
  void rollUnderTheirOwnName() {
    assertThat(Logs.pattern("/w %20y/logs/a.log")).isEqualTo("/w %%20y/logs/a.log");
  }

  private static void write() {
    try (LoggerContext context =
        new LoggerContext("LogsTest", null, CONFIGURATION.toAbsolutePath().toUri())) {
      context.start();
      context.getLogger("org.latticework").error("a line");
    }
  }
}
