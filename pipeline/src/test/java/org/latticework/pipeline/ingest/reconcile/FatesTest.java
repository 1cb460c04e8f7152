package org.latticework.pipeline.ingest.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.latticework.pipeline.ingest.dump.DumpRows;
import org.latticework.pipeline.ingest.dump.RecordCount;

/**
 * Histories of one or two materials, sorted as they come from the shuffle, and what becomes of
 * them.
 */
class FatesTest {
  private static final StructType COLUMNS =
      new StructType()
          .add(DumpRows.REJECTION, new StructType().add("reason", DataTypes.StringType))
          .add(RecordCount.RECORDS, DataTypes.LongType)
          .add(History.KEY, DataTypes.StringType)
          .add(History.VERSION, DataTypes.StringType)
          .add(History.UPDATED, DataTypes.TimestampType)
          .add(
              History.CONTENT,
              new StructType()
                  .add("hash", DataTypes.StringType)
                  .add("targets", DataTypes.createArrayType(DataTypes.DoubleType)))
          .add(History.KIND, DataTypes.IntegerType)
          .add(History.PLACE, DataTypes.StringType);

  private final List<InternalRow> rows = new ArrayList<>();

  private FatesTest row(int kind, String key, String release, Long updated, Double... targets) {
    Object content =
        kind == History.LISTING
            ? null
            : new GenericInternalRow(
                new Object[] {UTF8String.fromString("5a"), new GenericArrayData(targets)});
    UTF8String version = UTF8String.fromString(release);
    rows.add(
        new GenericInternalRow(
            new Object[] {
              null, null, UTF8String.fromString(key), version, updated, content, kind, version
            }));
    return this;
  }

  private FatesTest refused(String place) {
    InternalRow reason = new GenericInternalRow(new Object[] {UTF8String.fromString("NOT_FINITE")});
    rows.add(
        new GenericInternalRow(
            new Object[] {
              reason, null, UTF8String.fromString(place), null, null, null, History.RECORD, null
            }));
    return this;
  }

  private FatesTest count(String place, long records) {
    rows.add(
        new GenericInternalRow(
            new Object[] {
              null, records, UTF8String.fromString(place), null, null, null, History.RECORD, null
            }));
    return this;
  }

  /** Gives the rows as Spark does, one after the other in the same memory, and asks twice. */
  private List<String> fates() {
    UnsafeProjection memory = UnsafeProjection.create(COLUMNS);
    UnsafeRow[] reused = new UnsafeRow[1];
    Iterator<InternalRow> sorted =
        rows.stream()
            .<InternalRow>map(
                row -> {
                  UnsafeRow next = memory.apply(row);
                  if (reused[0] == null) {
                    reused[0] = new UnsafeRow(next.numFields());
                    reused[0].pointTo(new byte[4096], 4096);
                  }
                  byte[] bytes = (byte[]) reused[0].getBaseObject();
                  Arrays.fill(bytes, (byte) 0);
                  next.writeToMemory(bytes, reused[0].getBaseOffset());
                  reused[0].pointTo(bytes, next.getSizeInBytes());
                  return reused[0];
                })
            .iterator();
    Fates fates = new Fates(sorted, COLUMNS);
    List<String> said = new ArrayList<>();
    while (fates.hasNext()) {
      assertThat(fates.hasNext()).isTrue();
      said.add(said(fates.next()));
    }
    assertThatThrownBy(fates::next).isInstanceOf(NoSuchElementException.class);
    return said;
  }

  private static String said(InternalRow row) {
    int fate = COLUMNS.size();
    String inherited = row.isNullAt(fate + 1) ? "" : " of " + row.getUTF8String(fate + 1);
    return "%s %s %s%s%s"
        .formatted(
            row.getUTF8String(COLUMNS.fieldIndex(History.KEY)),
            row.isNullAt(COLUMNS.fieldIndex(History.VERSION))
                ? "-"
                : row.getUTF8String(COLUMNS.fieldIndex(History.VERSION)),
            row.isNullAt(fate) ? "-" : row.getUTF8String(fate),
            inherited,
            row.getBoolean(fate + 3) ? ", unlisted" : "");
  }

  @Test
  void ofNoRowsNothingComes() {
    assertThat(fates()).isEmpty();
  }

  @Test
  void theNewestRecordOfAReleaseWinsAndARepetitionInTheNextIsUnchanged() {
    row(History.RECORD, "mp-1", "2023", 20L, 1.0);
    row(History.RECORD, "mp-1", "2023", 10L, 2.0);
    row(History.RECORD, "mp-1", "2024", 30L, 1.0);
    row(History.RECORD, "mp-2", "2024", null, 1.0);
    assertThat(fates())
        .containsExactly(
            "mp-1 2023 ACCEPTED, unlisted",
            "mp-1 2023 SUPERSEDED",
            "mp-1 2024 UNCHANGED, unlisted",
            "mp-2 2024 ACCEPTED, unlisted");
  }

  @Test
  void anOlderRecordLosesAgainstTheTableAndANewerOneTakesTheRowsPlace() {
    row(History.LISTING, "mp-1", "2023", 20L);
    row(History.ROW, "mp-1", "2023", 20L, 1.0);
    row(History.RECORD, "mp-1", "2023", 10L, 2.0);
    row(History.LISTING, "mp-2", "2023", 20L);
    row(History.ROW, "mp-2", "2023", 20L, 1.0);
    row(History.RECORD, "mp-2", "2023", 30L, 2.0);
    assertThat(fates())
        .containsExactly("mp-1 2023 SUPERSEDED of 2023", "mp-2 2023 REPLACING of 2023, unlisted");
  }

  @Test
  void anHeirGetsARowAlsoAsTheLastRowOfAll() {
    row(History.LISTING, "mp-1", "2023", 20L);
    row(History.ROW, "mp-1", "2023", 20L, 1.0);
    row(History.RECORD, "mp-1", "2023", 30L, 2.0);
    row(History.LISTING, "mp-1", "2024", 20L);
    assertThat(fates())
        .containsExactly("mp-1 2023 REPLACING of 2023, unlisted", "mp-1 2024 INHERITED of 2023");
  }

  @Test
  void whatAMaterialHadIsForgottenAtTheNext() {
    row(History.LISTING, "mp-1", "2023", 20L);
    row(History.ROW, "mp-1", "2023", 20L, 1.0);
    row(History.LISTING, "mp-2", "2024", 20L);
    row(History.RECORD, "mp-2", "2024", 20L, 1.0);
    assertThat(fates()).containsExactly("mp-2 2024 ACCEPTED");
  }

  @Test
  void equalTargetsAreEqualWhateverTheirSignOfZeroAndAbsenceIsAValue() {
    row(History.LISTING, "mp-1", "2023", 20L);
    row(History.ROW, "mp-1", "2023", 20L, 0.0, Double.NaN, null);
    row(History.RECORD, "mp-1", "2023", 20L, -0.0, Double.NaN, null);
    row(History.LISTING, "mp-2", "2023", 20L);
    row(History.ROW, "mp-2", "2023", 20L, 0.0, Double.NaN, null);
    row(History.RECORD, "mp-2", "2023", 20L, 0.0, Double.NaN, 0.0);
    assertThat(fates())
        .containsExactly("mp-1 2023 UNCHANGED of 2023", "mp-2 2023 REPLACING of 2023");
  }

  @Test
  void refusedRecordsAndCountsComeThroughAsTheyAre() {
    refused("a.json#0").count("a.json#1", 2);
    row(History.RECORD, "mp-1", "2023", 20L, 1.0);
    assertThat(fates())
        .containsExactly("a.json#0 - REJECTED", "a.json#1 - -", "mp-1 2023 ACCEPTED, unlisted");
  }

  @Test
  void aRecordWithoutPropertiesTakesThePlaceOfNoneThatHasSome() {
    row(History.RECORD, "mp-1", "2026", 10L, 1.0);
    row(History.RECORD, "mp-1", "2026", 20L, null, null); // of another collection, and newer
    row(History.LISTING, "mp-2", "2026", 10L);
    row(History.ROW, "mp-2", "2026", 10L, 1.0);
    row(History.RECORD, "mp-2", "2026", 20L, null, null);
    row(History.RECORD, "mp-3", "2026", 20L, null, null); // all that is known
    assertThat(fates())
        .containsExactly(
            "mp-1 2026 ACCEPTED, unlisted",
            "mp-1 2026 SUPERSEDED",
            "mp-2 2026 SUPERSEDED of 2026",
            "mp-3 2026 ACCEPTED, unlisted");
  }
}
