package org.latticework.pipeline.ingest.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latticework.pipeline.SummaryDocument.cesiumChloride;
import static org.latticework.pipeline.SummaryDocument.write;

import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.pipeline.ingest.record.DumpFile;

class DumpFilesTest {
  private static final Pattern JSON = Pattern.compile(".*\\.jsonl(\\.gz)?");

  @Test
  void findsTheFilesOfATreeWithoutManifestsAndHiddenFiles(@TempDir Path folder) throws Exception {
    Path summary = folder.resolve("collections/2024-11-14/summary");
    Path binary = write(summary.resolve("nelements=2/symmetry_number=221.jsonl.gz"), "x");
    Path unary = write(summary.resolve("nelements=1/symmetry_number=1.jsonl"), "x");
    write(summary.resolve("manifest.jsonl.gz"), "x");
    write(summary.resolve("_temporary/0.jsonl"), "x");
    write(summary.resolve("nelements=1/.hidden.jsonl"), "x");
    write(summary.resolve("nelements=1/readme.txt"), "x");

    List<DumpFile> files = DumpFiles.list(new Configuration(), folder.toString(), JSON);
    assertThat(files)
        .extracting(DumpFile::source)
        .containsExactly(unary.toString(), binary.toString());
    assertThat(files).allMatch(file -> file.databaseVersion().equals("2024-11-14"));
    assertThat(files.get(1).symmetryNumber()).hasValue(221);
    assertThat(files.get(0).length()).isEqualTo(Files.size(unary));
  }

  @Test
  void takesAFileAsItIsWhateverItsName(@TempDir Path folder) throws Exception {
    Path file = write(folder.resolve("manifest.odd"), cesiumChloride("mp-1", 4));

    assertThat(DumpFiles.list(new Configuration(), file.toString(), JSON)).hasSize(1);
  }

  @Test
  void opensAFileWhoseNameHasAColon(@TempDir Path folder) throws Exception {
    Path file = write(folder.resolve("2023-09-01T00:00:00.jsonl"), cesiumChloride("mp-1", 4));
    Configuration conf = new Configuration();
    List<DumpFile> found = DumpFiles.list(conf, "file:" + folder, JSON);

    assertThat(found).extracting(DumpFile::source).containsExactly(file.toString());
    try (var in = DumpFiles.open(conf, new org.apache.hadoop.fs.Path(found.get(0).path()))) {
      assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(file));
    }
  }

  @Test
  void saysSoIfThereIsNoSuchPath(@TempDir Path folder) {
    assertThatThrownBy(
            () -> DumpFiles.list(new Configuration(), folder.resolve("gone").toString(), JSON))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void dealsFilesSoThatNoTaskHasMuchMoreThanItsShare() {
    List<DumpFile> files =
        IntStream.range(1, 101).mapToObj(i -> new DumpFile("f" + i, i * 1000L)).toList();

    List<List<DumpFile>> shares = DumpFiles.deal(files, 8);
    assertThat(shares).hasSize(8);
    assertThat(shares.stream().mapToInt(List::size).sum()).isEqualTo(100);
    long fair = 5_050_000 / 8;
    assertThat(shares)
        .allSatisfy(
            share ->
                assertThat(share.stream().mapToLong(DumpFile::length).sum())
                    .isBetween(fair - 10_000, fair + 10_000));
  }
}
