package org.latticework.pipeline.ingest.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latticework.pipeline.SummaryDocument.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.pipeline.ingest.record.UnreadableDumpException;

class LocalTreeTest {
  @TempDir private Path folder;
  private Path dump;
  private Path elsewhere;

  @BeforeEach
  void makeADump() throws IOException {
    dump = Files.createDirectories(folder.resolve("dump"));
    write(dump.resolve("a/one.jsonl"), "x");
    elsewhere = write(folder.resolve("dump beside it/secret.jsonl"), "x");
  }

  private void require(Path input, boolean allowOutside) throws IOException {
    LocalTree.require(new Configuration(), "file:" + input, allowOutside);
  }

  @Test
  void takesLinksWithinTheInputAndAnInputThatIsOne() throws IOException {
    Files.createSymbolicLink(dump.resolve("two.jsonl"), Path.of("a/one.jsonl"));
    Files.createSymbolicLink(dump.resolve("b"), dump.resolve("a"));
    Path latest = Files.createSymbolicLink(folder.resolve("latest"), dump);
    for (Path input : List.of(dump, latest, dump.resolve("two.jsonl"), folder.resolve("gone"))) {
      assertThatCode(() -> require(input, false)).doesNotThrowAnyException();
    }
  }

  @Test
  void refusesLinksThatLeadOutOfTheInputUnlessTheyMay() throws IOException {
    Path file = Files.createSymbolicLink(dump.resolve("a/two.jsonl"), elsewhere);
    assertThatThrownBy(() -> require(dump, false))
        .isInstanceOf(UnreadableDumpException.class)
        .hasMessage(
            "%s is a link to %s, outside of the input: to follow it, set ingest.allow-outside=true",
            file.toRealPath().getParent().equals(elsewhere.toRealPath().getParent())
                ? dump.toRealPath().resolve("a/two.jsonl")
                : file,
            elsewhere.toRealPath());
    assertThatCode(() -> require(dump, true)).doesNotThrowAnyException();
    Files.delete(file);
    Files.createSymbolicLink(dump.resolve("out"), elsewhere.getParent());
    assertThatThrownBy(() -> require(dump, false)).hasMessageContaining("outside of the input");
  }

  @Test
  void refusesLinksInACircleAndToNowhere() throws IOException {
    Files.createDirectories(dump.resolve("b"));
    Files.createSymbolicLink(dump.resolve("a/to-b"), dump.resolve("b"));
    Path circle = Files.createSymbolicLink(dump.resolve("b/to-a"), dump.resolve("a"));
    for (boolean allowed : new boolean[] {false, true}) {
      assertThatThrownBy(() -> require(dump, allowed))
          .isInstanceOf(UnreadableDumpException.class)
          .hasMessageContaining("is a link to a folder that it lies in");
    }
    Files.delete(circle);
    Files.createSymbolicLink(dump.resolve("b/.lost"), Path.of("gone"));
    assertThatCode(() -> require(dump, false)).doesNotThrowAnyException();
    Path lost = Files.createSymbolicLink(dump.resolve("b/lost"), Path.of("gone"));
    assertThatThrownBy(() -> require(dump, false))
        .isInstanceOf(UnreadableDumpException.class)
        .hasMessageContaining("lost is a link to gone, where nothing is");
    assertThat(Files.isSymbolicLink(lost)).isTrue();
  }

  /** Hadoop's listing would pass over a name in Latin-1, and over any umlaut in the locale C. */
  @Test
  void refusesANameThatJavaCannotSay() throws Exception {
    Process shell =
        new ProcessBuilder("bash", "-c", "touch $'M\\xfcller.jsonl'")
            .directory(dump.toFile())
            .start();
    assertThat(shell.waitFor()).isZero();
    assertThatThrownBy(() -> require(dump, false))
        .isInstanceOf(UnreadableDumpException.class)
        .hasMessageContaining("ller.jsonl: this Java cannot say the name")
        .hasMessageContaining("set LC_ALL=C.UTF-8");
  }
}
