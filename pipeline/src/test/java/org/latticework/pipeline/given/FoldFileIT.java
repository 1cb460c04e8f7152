package org.latticework.pipeline.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.pipeline.SparkForTests;
import org.latticework.pipeline.group.RefusedSplitException;

class FoldFileIT {
  @TempDir private Path folder;
  private final SparkSession spark = SparkForTests.session();

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Map<String, String> read(Path file) {
    return FoldFile.read(spark, file.toString()).collectAsList().stream()
        .collect(Collectors.toMap(row -> row.getString(0), row -> row.getString(1)));
  }

  private void refuses(Path file, String complaint) {
    assertThatThrownBy(() -> FoldFile.read(spark, file.toString()))
        .isInstanceOf(RefusedSplitException.class)
        .hasMessageContaining(complaint);
  }

  @Test
  void takesListsOfNamesAsJson() throws IOException {
    String json = "{\n \"train\": [\"mp-1\", \"mp-2\"],\n \"test\": [3], \"note\": \"x\"}";
    assertThat(read(file("a {b}.json", json)))
        .isEqualTo(Map.of("mp-1", "train", "mp-2", "train", "3", "test"));
    refuses(file("no.json", "{\"a\": 1, \"train\": 2}"), "lists train, validation and test");
    refuses(
        file("two.json", "{\"train\": [\"a\"], \"test\": [\"a\"]}"), "a material more than once");
  }

  @Test
  void takesTheListsThatMatFoldWrites() throws IOException {
    Path train = file("mf.chemsys.k0.train.csv", "id,e\nmp-1:surface,1\nmp-1:bulk,2\nmp-2,3\n");
    refuses(train, "There is no list");
    file("mf.chemsys.k0.test.csv", "id,e\nmp-3,1\n");
    assertThat(read(train)).isEqualTo(Map.of("mp-1", "train", "mp-2", "train", "mp-3", "test"));
    file("mf.chemsys.k0.validation.csv", "id\nmp-4\n");
    assertThat(read(train)).hasSize(4).containsEntry("mp-4", "validation");
    refuses(
        file("mf.chemsys.k0.json", "{\"MatFold\": \"v1\", \"split_parameters\": {\"n\": 1}}"),
        "MatFold's record of its settings");
  }
}
