package org.latticework.pipeline.ingest.ciftable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.latticework.pipeline.ingest.cif.CifBlock;
import org.latticework.pipeline.ingest.cif.CifParser;
import org.latticework.pipeline.ingest.cifvalue.CifException;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.ingest.record.Place;
import org.latticework.pipeline.ingest.record.RecordReader;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.ingest.record.RecordSource;
import org.latticework.pipeline.material.RejectionReason;

/**
 * Reads CIF files. Each block that describes a crystal is a record; a file is held whole, and may
 * be as long as a record may.
 */
public final class CifReader implements RecordReader {
  private static final int SHOWN = 60; // characters of a block's name

  private final RecordRules rules;
  private final TargetLists lists;
  private final int maxFile;

  public CifReader(RecordRules rules, TargetLists lists) {
    this(rules, lists, MAX_RECORD);
  }

  public CifReader(RecordRules rules, TargetLists lists, int maxFile) {
    this.rules = rules;
    this.lists = lists;
    this.maxFile = maxFile;
  }

  @Override
  public RecordSource open(DumpFile file, InputStream text) throws IOException {
    byte[] bytes = text.readNBytes(maxFile + 1);
    if (bytes.length > maxFile) {
      return refused(file, Fault.tooLong(maxFile));
    }
    try {
      return new Blocks(file, CifParser.blocks(new String(bytes, StandardCharsets.UTF_8)));
    } catch (CifException e) {
      return refused(file, new Fault(CrystalRecord.reason(e.fault()), e.getMessage()));
    }
  }

  private RecordSource refused(DumpFile file, Fault fault) {
    Deque<DumpRecord> one = new ArrayDeque<>();
    one.add(rules.refuse(file, Place.line(1), lists.name(file), "", fault));
    return new RecordSource() {
      @Override
      public Optional<DumpRecord> next() {
        return Optional.ofNullable(one.poll());
      }

      @Override
      public Place place() {
        return Place.line(1);
      }
    };
  }

  private final class Blocks implements RecordSource {
    private final DumpFile file;
    private final List<CifBlock> blocks;
    private int next;

    private Blocks(DumpFile file, List<CifBlock> blocks) {
      this.file = file;
      this.blocks = blocks;
    }

    @Override
    public Optional<DumpRecord> next() {
      if (next == blocks.size()) {
        return Optional.empty();
      }
      Place place = place();
      CifBlock block = blocks.get(next);
      CrystalRecord material = new CrystalRecord(id(), rules);
      if (lists.putTarget(file, material, rules)) {
        requireOneCrystal(material);
      }
      next++;
      return Optional.of(material.record(block, file, place));
    }

    private void requireOneCrystal(CrystalRecord material) {
      if (blocks.size() > 1) {
        material.add(
            new Fault(
                RejectionReason.UNKNOWN_TARGET,
                "id_prop.csv has one target for the %d crystals of the file"
                    .formatted(blocks.size())));
      }
    }

    /** The name of the file; behind it, where there are several crystals, that of the block. */
    private String id() {
      String name = lists.name(file);
      return blocks.size() == 1 ? name : name + "#" + (next + 1);
    }

    @Override
    public Place place() {
      if (next == blocks.size()) {
        return new Place(next + 1L, "end");
      }
      CifBlock block = blocks.get(next);
      String name = block.name();
      return new Place(
          next + 1L,
          "line %d, data_%s"
              .formatted(
                  block.line(), name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "…"));
    }
  }
}
