package org.latticework.jobs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.jobs.ResumeIT;
import org.latticework.jobs.console.Console;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.workspace.Location;

/** States that cannot be gone on from; {@link ResumeIT} has those that can. */
class CheckpointsTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path workspace;
  private final StringWriter said = new StringWriter();

  private Path state(String name) throws IOException {
    return Files.createDirectories(workspace.resolve("checkpoints/m")).resolve(name);
  }

  private void newest() throws IOException {
    Checkpoints.of(new Location(workspace.toString()), "m")
        .newest(new Console(new PrintWriter(said), false), HADOOP);
  }

  @Test
  void triesAnOlderStateWhereTheNewestIsDamaged() throws IOException {
    Files.writeString(state("state-000001-000000.zip"), "older");
    Files.writeString(state("state-000002-000000.zip"), "newer");
    assertThatThrownBy(this::newest)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Every state in ")
        .hasMessageEndingWith(" is damaged: --overwrite starts over");
    assertThat(said.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("Damaged    "));
  }

  @Test
  void takesNoOlderStateWhereAnotherVersionHasWrittenTheNewest() throws IOException {
    Files.writeString(state("state-000001-000000.zip"), "older");
    try (OutputStream file = Files.newOutputStream(state("state-000002-000000.zip"));
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry("state.json"));
      zip.write("{\"format\": 7, \"weather\": \"fine\"}".getBytes(StandardCharsets.UTF_8));
    }
    Files.writeString(state("provenance.json"), "{\"version\": \"9.1\"}");
    assertThatThrownBy(this::newest)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("state-000002-000000.zip: it has format 7, and this version reads ")
        .hasMessageEndingWith(
            "The training was begun with Latticework 9.1: go on with that, or start over with"
                + " --overwrite");
    assertThat(said.toString()).isEmpty();
  }

  @Test
  void takesNoOlderStateWhereTheNewestCannotBeRead() throws IOException {
    Files.writeString(state("state-000001-000000.zip"), "older");
    Files.createDirectory(state("state-000002-000000.zip")); // opens, and fails to read
    assertThatThrownBy(this::newest)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Cannot read the state ")
        .hasMessageContaining("state-000002-000000.zip: ");
    assertThat(said.toString()).isEmpty();
  }
}
