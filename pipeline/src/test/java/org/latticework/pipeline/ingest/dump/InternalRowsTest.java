package org.latticework.pipeline.ingest.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latticework.pipeline.SummaryDocument.cesiumChloride;

import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.encoders.ExpressionEncoder;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.latticework.pipeline.ingest.Records;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.RecordRules;

class InternalRowsTest {
  private static final RecordRules RULES =
      new RecordRules("", false, false, List.of("stiffness"), "");

  /** Packs a row as Spark packs it after its own encoder and after ours: the same bytes. */
  private static void assertSameBytes(Row row) {
    StructType schema = DumpRows.schema(RULES);
    InternalRow expected = ExpressionEncoder.apply(schema).createSerializer().apply(row);
    InternalRow packed = UnsafeProjection.create(schema).apply(InternalRows.of(row));
    assertThat(packed).isEqualTo(expected);
  }

  private static Row row(DumpRecord record) {
    return DumpRows.toRow(new DumpFile("file:/dump.jsonl", 1), record, RULES.extraTargets());
  }

  @Test
  void packsAMaterialIntoTheBytesOfSparksEncoder() {
    Object full =
        cesiumChloride("mp-Ü", 4.1)
            .with("band_gap", "1.5")
            .with("stiffness", "-0.0")
            .with("last_updated", "\"1950-10-31T18:05:04.250001Z\"")
            .with("spacegroup_number", "221");
    assertSameBytes(row(Records.one(RULES, full)));
    assertSameBytes(row(Records.one(RULES, cesiumChloride("mp-1", 4.1))));
  }

  @Test
  void packsARejectionAndACountIntoTheBytesOfSparksEncoder() {
    assertSameBytes(row(Records.one(RULES, "{\"material_id\": \"mp-2\"}")));
    assertSameBytes(row(Records.one(RULES, "[")));
    assertSameBytes(RowFactory.create("", 0L, null, null, 12L));
  }

  @Test
  void refusesATypeThatNoColumnHas() {
    assertThatThrownBy(() -> InternalRows.of(RowFactory.create(List.of(BigDecimal.ONE))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("No column of a dump");
  }
}
