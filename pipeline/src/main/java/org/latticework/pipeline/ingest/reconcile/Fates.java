package org.latticework.pipeline.ingest.reconcile;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.latticework.pipeline.ingest.dump.DumpRows;
import org.latticework.pipeline.ingest.dump.RecordCount;

/**
 * Decides, in one pass over the rows of {@link History#sorted}, the {@link Fate} of each record and
 * which releases inherit no longer. It gives the records and these releases, with the columns of
 * {@link Reconciliation#DECISIONS} behind their own. Of a material it keeps what the releases
 * before hold, so it needs no room for the material's rows. A row is good until the next is asked
 * for.
 */
final class Fates implements Iterator<InternalRow> {
  private final Iterator<InternalRow> rows;
  private final int rejectionAt;
  private final int recordsAt;
  private final int keyAt;
  private final int versionAt;
  private final int updatedAt;
  private final int contentAt;
  private final int kindAt;
  private final int placeAt;

  private InternalRow row; // under decision; null at the end
  private InternalRow decided; // what next() gives; null if that is not known yet
  private boolean given; // whether the row is done with

  private UTF8String key;
  private Content before; // what the release before this one holds
  private StoredRow stored; // the row that this release's state was in so far

  private UTF8String place; // of the release in time
  private StoredRow own; // the release's own row
  private InternalRow listing;
  private Long known; // newest time in the tables, µs since 1970
  private boolean anyRecord;
  private Content incoming; // of the record that wins

  /** A row of the materials table. */
  private record StoredRow(UTF8String version, Content content) {}

  Fates(Iterator<InternalRow> rows, StructType schema) {
    this.rows = rows;
    rejectionAt = schema.fieldIndex(DumpRows.REJECTION);
    recordsAt = schema.fieldIndex(RecordCount.RECORDS);
    keyAt = schema.fieldIndex(History.KEY);
    versionAt = schema.fieldIndex(History.VERSION);
    updatedAt = schema.fieldIndex(History.UPDATED);
    contentAt = schema.fieldIndex(History.CONTENT);
    kindAt = schema.fieldIndex(History.KIND);
    placeAt = schema.fieldIndex(History.PLACE);
    advance();
    if (row != null) {
      begin(true);
    }
  }

  private void advance() {
    row = rows.hasNext() ? rows.next() : null;
    given = false;
  }

  @Override
  public boolean hasNext() {
    if (decided == null && given) {
      advance();
    }
    while (decided == null && row != null) {
      boolean otherKey = !row.getUTF8String(keyAt).equals(key);
      if (otherKey || !Objects.equals(text(row, placeAt), place)) {
        decided = end();
        begin(otherKey);
      } else if (row.getInt(kindAt) == History.RECORD) {
        decided = new JoinedRow(row, decide());
        given = true;
      } else {
        learn();
        advance();
      }
    }
    if (decided == null && listing != null) {
      decided = end();
    }
    return decided != null;
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no row left");
    }
    InternalRow next = decided;
    decided = null;
    return next;
  }

  private static UTF8String text(InternalRow row, int column) {
    return row.isNullAt(column) ? null : row.getUTF8String(column);
  }

  private static Long time(InternalRow row, int column) {
    return row.isNullAt(column) ? null : (Long) row.getLong(column);
  }

  private static Long later(Long some, Long other) {
    if (some == null || other == null) {
      return some == null ? other : some;
    }
    return Math.max(some, other);
  }

  /** Begins a release with its first row. */
  private void begin(boolean otherKey) {
    if (otherKey) {
      key = row.getUTF8String(keyAt).clone();
      before = null;
      stored = null;
    }
    UTF8String next = text(row, placeAt);
    place = next == null ? null : next.clone();
    own = null;
    listing = null;
    known = null;
    anyRecord = false;
    incoming = null;
  }

  /** Ends a release. Returns it if it inherited and does no longer, null otherwise. */
  private InternalRow end() {
    InternalRow heir = null;
    if (listing != null && own == null && incoming == null && stored != null && before != null) {
      boolean differs = !stored.content().equals(before);
      heir = differs ? new JoinedRow(listing, decision(Fate.INHERITED, known, false)) : null;
    }
    if (incoming != null) {
      before = incoming;
    } else if (stored != null) {
      before = stored.content();
    }
    listing = null;
    return heir;
  }

  /** Keeps what the tables know of the release. */
  private void learn() {
    known = later(known, time(row, updatedAt));
    if (row.getInt(kindAt) == History.LISTING) {
      listing = row.copy();
    } else {
      own =
          new StoredRow(
              row.getUTF8String(versionAt).clone(), Content.of(row.getStruct(contentAt, 2)));
      stored = own;
    }
  }

  private InternalRow decide() {
    if (!row.isNullAt(recordsAt)) {
      return new GenericInternalRow(new Object[] {null, null, null, false, false});
    }
    if (!row.isNullAt(rejectionAt)) {
      return decision(Fate.REJECTED, null, false);
    }
    Long updated = time(row, updatedAt);
    Long latest = later(known, updated);
    if (anyRecord) { // a newer one
      return decision(Fate.SUPERSEDED, latest, false);
    }
    anyRecord = true;
    Content content = Content.of(row.getStruct(contentAt, 2));
    if (content.isBare() && isKnown() && !stored.content().isBare()) {
      return decision(Fate.SUPERSEDED, known, false);
    }
    boolean listed = listing != null && Objects.equals(time(listing, updatedAt), latest);
    return decision(fateOfNewest(content, updated), latest, !listed);
  }

  /** Returns whether the tables have the release's state. */
  private boolean isKnown() {
    return stored != null && (own != null || listing != null);
  }

  private Fate fateOfNewest(Content content, Long updated) {
    if (known != null && (updated == null || updated < known)) {
      boolean same = stored != null && content.equals(stored.content());
      return same ? Fate.UNCHANGED : Fate.SUPERSEDED;
    }
    incoming = content;
    if (content.equals(own == null ? before : own.content())) {
      return Fate.UNCHANGED;
    }
    return own == null ? Fate.ACCEPTED : Fate.REPLACING;
  }

  private InternalRow decision(Fate fate, Long latest, boolean unlisted) {
    UTF8String inherited = stored == null ? null : stored.version();
    return new GenericInternalRow(
        new Object[] {
          UTF8String.fromString(fate.name()), inherited, latest, unlisted, listing != null
        });
  }
}
