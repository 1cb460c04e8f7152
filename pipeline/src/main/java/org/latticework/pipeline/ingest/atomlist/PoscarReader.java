package org.latticework.pipeline.ingest.atomlist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.latticework.pipeline.ingest.ciftable.CrystalRecord;
import org.latticework.pipeline.ingest.ciftable.TargetLists;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.ingest.record.Place;
import org.latticework.pipeline.ingest.record.RecordReader;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.ingest.record.RecordSource;

/**
 * Reads VASP's POSCAR and CONTCAR files, each one record. A file is held whole, and may be as long
 * as a record may.
 */
public final class PoscarReader implements RecordReader {
  private final RecordRules rules;
  private final TargetLists lists;
  private final int maxFile;

  public PoscarReader(RecordRules rules, TargetLists lists) {
    this(rules, lists, MAX_RECORD);
  }

  PoscarReader(RecordRules rules, TargetLists lists, int maxFile) {
    this.rules = rules;
    this.lists = lists;
    this.maxFile = maxFile;
  }

  /** Returns whether a text begins as a POSCAR does. */
  public static boolean begins(String text) {
    return Poscar.begins(text);
  }

  @Override
  public RecordSource open(DumpFile file, InputStream text) {
    return new Whole(file, text);
  }

  private DumpRecord record(DumpFile file, byte[] bytes) {
    CrystalRecord record = new CrystalRecord(lists.name(file), rules);
    lists.putTarget(file, record, rules);
    try {
      if (bytes.length <= maxFile) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return record.record(Poscar.read(text), file, Place.line(1));
      }
      record.add(Fault.tooLong(maxFile));
    } catch (AtomListException e) {
      record.add(e.fault());
    }
    return record.refusal(file, Place.line(1));
  }

  private final class Whole implements RecordSource {
    private final DumpFile file;
    private final InputStream text;
    private boolean read;

    private Whole(DumpFile file, InputStream text) {
      this.file = file;
      this.text = text;
    }

    @Override
    public Optional<DumpRecord> next() throws IOException {
      if (read) {
        return Optional.empty();
      }
      byte[] bytes = text.readNBytes(maxFile + 1);
      read = true;
      return Optional.of(record(file, bytes));
    }

    @Override
    public Place place() {
      return Place.line(1);
    }
  }
}
