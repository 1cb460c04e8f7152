package org.latticework.pipeline.ingest.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpReleaseTest {
  @TempDir private Path folder;

  @Test
  void findsEachReleaseOfATreeTheOldestFirst() throws IOException {
    write("collections/2026-02-01/summary/a.jsonl", "{}");
    write("collections/2026-01-15/summary/b.jsonl", "{}");
    write("collections/2026-01-15/summary/manifest.jsonl.gz", "");
    List<DumpRelease> releases = list("");
    assertThat(releases).extracting(DumpRelease::name).containsExactly("2026-01-15", "2026-02-01");
    assertThat(releases.get(0).input()).endsWith(folder + "/collections/2026-01-15/summary");
    assertThat(list("/collections")).isEqualTo(releases);
    assertThat(list("/collections/2026-01-15"))
        .singleElement()
        .satisfies(release -> assertThat(release.input()).endsWith("/2026-01-15/summary"))
        .extracting(DumpRelease::fingerprint)
        .isEqualTo(releases.get(0).fingerprint());
  }

  @Test
  void keepsAFingerprintUntilAFileOfTheReleaseComesGrowsOrIsTouched() throws IOException {
    Path file = write("collections/2026-01-15/a.jsonl", "{}");
    String first = fingerprint();
    write("elsewhere/not/in/a/release", "");
    Files.delete(folder.resolve("elsewhere/not/in/a/release"));
    assertThat(fingerprint()).isEqualTo(first);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    String touched = fingerprint();
    write("collections/2026-01-15/a.jsonl", "{ }");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    String grown = fingerprint();
    write("collections/2026-01-15/b.jsonl", "{}");
    assertThat(List.of(first, touched, grown, fingerprint())).doesNotHaveDuplicates();
  }

  @Test
  void findsReleasesThatAreNamedAsPartitions() throws IOException {
    write("tables/version=2026-01-15/a.parquet", "");
    write("tables/version=2026-02-01/b.parquet", "");
    assertThat(list(""))
        .extracting(DumpRelease::input)
        .containsExactly(
            "file:" + folder + "/tables/version=2026-01-15",
            "file:" + folder + "/tables/version=2026-02-01");
    assertThat(list("/tables/version=2026-01-15"))
        .extracting(DumpRelease::input)
        .containsExactly("file:" + folder + "/tables/version=2026-01-15");
  }

  @Test
  void aReleaseIsItsSummariesAndNotThereBeforeThem() throws IOException {
    write("collections/2026-01-15/summary/nelements=2/a.jsonl", "{}");
    write("collections/2026-01-15/materials/a.jsonl", "{}");
    write("collections/2026-02-01/materials/a.jsonl", "{}");
    write("collections/2026-03-01/nelements=2/a.jsonl", "{}"); // a copy of summaries alone
    write("collections/manifest.jsonl.gz", "");
    List<DumpRelease> releases = list("/collections");
    assertThat(releases)
        .extracting(DumpRelease::input)
        .containsExactly(
            "file:" + folder + "/collections/2026-01-15/summary",
            "file:" + folder + "/collections/2026-03-01");
    write("collections/2026-01-15/materials/b.jsonl", "{}");
    assertThat(list("/collections")).isEqualTo(releases);
  }

  @Test
  void aDeltaTableHasAllReleases() throws IOException {
    write("collections/2026-01-15/summary/a.jsonl", "{}");
    write("collections/summary/_delta_log/00000000000000000000.json", "{}");
    write("collections/summary/version=2026-01-15/a.parquet", "");
    write("collections/summary/version=2026-02-01/a.parquet", "");
    List<DumpRelease> releases = list("/collections");
    assertThat(releases).extracting(DumpRelease::name).containsExactly("2026-01-15", "2026-02-01");
    assertThat(releases)
        .allMatch(DumpRelease::ofTable)
        .allMatch(release -> release.input().endsWith("/collections/summary"));
    write("collections/summary/version=2026-02-01/b.parquet", "");
    assertThat(list("/collections").get(0)).isEqualTo(releases.get(0));
    assertThat(list("/collections").get(1)).isNotEqualTo(releases.get(1));
  }

  @Test
  void losesNoFileOfAReleaseInTwoFolders() throws IOException {
    write("a/collections/2026-01-15/a.jsonl", "{}");
    write("b/collections/2026-01-15/b.jsonl", "{}");
    assertThat(list("")).extracting(DumpRelease::input).containsExactly("file:" + folder);
  }

  @Test
  void takesAFolderWithoutReleasesAsOne() throws IOException {
    write("a.jsonl", "{}");
    assertThat(list(""))
        .singleElement()
        .satisfies(release -> assertThat(release.name()).isEmpty())
        .satisfies(release -> assertThat(release.input()).isEqualTo("file:" + folder));
  }

  @Test
  void losesNoFileThatLiesBesideTheReleases() throws IOException {
    write("collections/2026-01-15/a.jsonl", "{}");
    write("b.jsonl", "{}");
    assertThat(list("")).extracting(DumpRelease::name).containsExactly("");
  }

  @Test
  void refusesALocationWhereNothingStands() {
    assertThatThrownBy(() -> list("/missing")).isInstanceOf(FileNotFoundException.class);
  }

  private String fingerprint() throws IOException {
    return list("").get(0).fingerprint();
  }

  private List<DumpRelease> list(String below) throws IOException {
    return DumpRelease.list(new Configuration(), "file:" + folder + below);
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
