package org.latticework.pipeline.ingest.atomlist;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latticework.pipeline.ingest.cif.CifCrystal;
import org.latticework.pipeline.ingest.ciftable.CrystalRecord;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.FileNames;
import org.latticework.pipeline.ingest.record.Place;
import org.latticework.pipeline.ingest.record.RecordReader;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.ingest.record.RecordSource;
import org.latticework.pipeline.material.RejectionReason;

/**
 * Reads extended XYZ: frames, each the number of its atoms, a comment line with the cell, and a
 * line for each atom. A line of one whole number begins a frame wherever it stands, since no atom
 * looks so: behind one that is broken, reading goes on there.
 */
public final class ExtxyzReader implements RecordReader {
  private final RecordRules rules;
  private final FileNames names;

  /**
   * Makes a reader.
   *
   * @param names give the crystals names that have none in their comment lines
   */
  public ExtxyzReader(RecordRules rules, FileNames names) {
    this.rules = rules;
    this.names = names;
  }

  /** Returns whether a text begins as a frame with a cell does. */
  public static boolean begins(String text) {
    List<String> lines = text.lines().limit(2).toList();
    return lines.size() == 2
        && isCount(lines.get(0).replace("\uFEFF", ""))
        && lines.get(1).toLowerCase(Locale.ROOT).matches(".*\\b(?:lattice|properties)\\s*=.*");
  }

  private static boolean isCount(String line) {
    return Numbers.isWhole(line.strip());
  }

  @Override
  public RecordSource open(DumpFile file, InputStream text) {
    return new Frames(file, new FrameLines(text));
  }

  private final class Frames implements RecordSource {
    private final DumpFile file;
    private final FrameLines lines;
    private long frames; // that were read
    private long start = 1; // line of the frame

    private Frames(DumpFile file, FrameLines lines) {
      this.file = file;
      this.lines = lines;
    }

    @Override
    public Optional<DumpRecord> next() throws IOException {
      if (lines.lookBehindBlank().isEmpty()) {
        start = lines.number() + 1;
        lines.peek(); // throws what broke the text off
        return Optional.empty();
      }
      start = lines.number();
      Place place = place();
      Optional<FrameComment> comment = Optional.empty();
      try {
        long atoms = count();
        comment = Optional.of(comment());
        CifCrystal crystal = crystal(atoms, comment.get());
        CrystalRecord record = record(comment);
        frames++;
        return Optional.of(record.record(crystal, file, place));
      } catch (AtomListException e) {
        skipToCount();
        CrystalRecord record = record(comment);
        record.add(e.fault());
        frames++;
        return Optional.of(record.refusal(file, place));
      }
    }

    private long count() throws IOException, AtomListException {
      String line = lines.next().orElse("");
      if (!isCount(line)) {
        throw new AtomListException(
            RejectionReason.MALFORMED_FIELD,
            "line %d should be the number of atoms of a frame, is %s"
                .formatted(lines.number(), Numbers.shown(line)));
      }
      return Long.parseLong(line.strip());
    }

    private FrameComment comment() throws IOException, AtomListException {
      return new FrameComment(
          lines
              .next()
              .orElseThrow(
                  () ->
                      new AtomListException(
                          RejectionReason.MISSING_STRUCTURE, "the file ends behind the count")));
    }

    private CifCrystal crystal(long count, FrameComment comment)
        throws IOException, AtomListException {
      AtomList atoms = new AtomList(comment.lattice(), count);
      Columns columns = comment.columns();
      for (long k = 0; k < count; k++) {
        Optional<String> line = lines.peek();
        if (line.isEmpty() || isCount(line.get())) {
          throw new AtomListException(
              RejectionReason.MISSING_STRUCTURE,
              "the frame has %d lines of atoms, should have %d".formatted(k, count));
        }
        columns.add("site " + k, lines.next().orElseThrow(), atoms);
      }
      Optional<String> behind = lines.lookBehindBlank();
      if (behind.isPresent() && !isCount(behind.get())) {
        throw new AtomListException(
            RejectionReason.MALFORMED_FIELD,
            "line %d is behind the %d atoms of the frame, and begins no other"
                .formatted(lines.number(), count));
      }
      return atoms.crystal();
    }

    private void skipToCount() throws IOException {
      Optional<String> line = lines.look();
      while (line.isPresent() && !isCount(line.get())) {
        lines.skip();
        line = lines.look();
      }
    }

    /** Begins the record of a frame that was read, or of one that cannot be read. */
    private CrystalRecord record(Optional<FrameComment> comment) {
      boolean alone = frames == 0 && lines.lookBehindBlank().isEmpty() && !lines.broken();
      String name = names.name(file) + (alone ? "" : "#" + (frames + 1));
      CrystalRecord record =
          new CrystalRecord(comment.flatMap(FrameComment::name).orElse(name), rules);
      comment.ifPresent(found -> found.put(record));
      return record;
    }

    @Override
    public Place place() {
      return new Place(frames + 1, "line %d, frame %d".formatted(start, frames + 1));
    }
  }
}
