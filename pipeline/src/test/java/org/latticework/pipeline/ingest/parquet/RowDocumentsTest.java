package org.latticework.pipeline.ingest.parquet;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.latticework.pipeline.ingest.form.DumpMutationTest;
import org.latticework.pipeline.ingest.record.DumpFile;

class RowDocumentsTest {
  @Property(tries = 500, seed = "4", shrinking = ShrinkingMode.OFF)
  void readsOrRefusesDamagedCellsOfTables(@ForAll("damaged") String text) {
    RowDocuments rows =
        new RowDocuments(DumpMutationTest.PARTICULAR, Map.of("database_version", text));
    RowDocuments.Columns columns =
        json -> {
          json.writeStringField("material_id", "mp-1");
          for (String column : List.of("structure", "band_gap", "symmetry", "last_updated")) {
            json.writeFieldName(column);
            RowDocuments.writeText(json, text);
          }
        };
    DumpMutationTest.check(
        List.of(rows.read(new DumpFile("d/a.parquet", 1), 0, columns)),
        DumpMutationTest.PARTICULAR);
  }

  @Provide
  Arbitrary<String> damaged() {
    return Arbitraries.randomValue(DumpMutationTest::damage);
  }
}
