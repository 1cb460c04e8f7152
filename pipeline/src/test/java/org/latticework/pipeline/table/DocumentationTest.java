package org.latticework.pipeline.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.pipeline.delta.StoredTable;
import org.latticework.pipeline.export.Export;
import org.latticework.pipeline.material.RejectionReason;

class DocumentationTest {
  private static final Path DOCS = Path.of("../docs");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "materials",
        "releases",
        "rejections",
        "graphs",
        "fingerprints",
        "levels",
        "splits",
        "leakage",
        "nearest",
        "runs",
        "predictions"
      })
  void tablesAreExplainedColumnByColumn(String name) throws IOException {
    StoredTable table = Export.table(name);
    StringBuilder rows = new StringBuilder("| column | type | meaning |\n|---|---|---|\n");
    for (StructField field : table.schema().fields()) {
      String type = field.dataType().simpleString() + (field.nullable() ? ", may be null" : "");
      rows.append("| `%s` | %s | %s |\n".formatted(field.name(), type, field.getComment().get()));
    }

    assertThat(Files.readString(DOCS.resolve("tables.md"))).contains("## " + name, rows);
  }

  @Test
  void everyReasonOfRejectionIsExplained() throws IOException {
    StringBuilder rows = new StringBuilder("| reason | meaning |\n|---|---|\n");
    for (RejectionReason reason : RejectionReason.values()) {
      rows.append("| `%s` | %s |\n".formatted(reason, reason.meaning()));
    }

    assertThat(Files.readString(DOCS.resolve("formats.md"))).contains(rows);
  }
}
