package org.latticework.pipeline.ingest.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.latticework.pipeline.ingest.bytes.DumpText;
import org.latticework.pipeline.ingest.bytes.RecordSplitter;
import org.latticework.pipeline.ingest.document.DocumentParser;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.ingest.record.Place;
import org.latticework.pipeline.ingest.record.RecordReader;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.ingest.record.RecordSource;
import org.latticework.pipeline.material.RejectionReason;

/**
 * Reads Matbench's files: a pandas table in split orientation, {@code {"index": […], "columns":
 * […], "data": [[structure, target], …]}}. Rows are read one by one; only the index is held. Where
 * no index comes before the rows, the file is looked through for one behind them.
 */
public final class MatbenchReader implements RecordReader {
  private final RecordRules rules;
  private final RowReader rows;

  public MatbenchReader(RecordRules rules) {
    this(rules, documents(new DocumentParser(rules.withoutColumns())));
  }

  /** Reads rows in a way of its own. */
  MatbenchReader(RecordRules rules, RowReader rows) {
    this.rules = rules;
    this.rows = rows;
  }

  /** What becomes of a row that has a name. */
  @FunctionalInterface
  interface RowReader {
    /**
     * Reads it.
     *
     * @param name of the row
     * @param fields what its values are called in documents
     */
    DumpRecord read(
        RecordSplitter value, DumpFile file, Place place, String name, List<String> fields);
  }

  private static RowReader documents(DocumentParser parser) {
    return (value, file, place, name, fields) ->
        parser.parseRow(value.buffer(), value.start(), value.length(), file, place, name, fields);
  }

  @Override
  public RecordSource open(DumpFile file, InputStream text) {
    return open(file, text, Optional::empty);
  }

  @Override
  public RecordSource open(DumpFile file, InputStream text, SecondReading again) {
    return records(file, text, new Table(file, again));
  }

  private RecordSource records(DumpFile file, InputStream text, JsonArrayRecords.Parts parts) {
    RecordSplitter splitter = new RecordSplitter(text, MAX_RECORD);
    return new JsonArrayRecords(file, splitter, rules, parts, MAX_RECORD);
  }

  private final class Table implements JsonArrayRecords.Parts {
    private final DumpFile file;
    private final SecondReading again;
    private final MatbenchHeader header;

    private Table(DumpFile file, SecondReading again) {
      this.file = file;
      this.again = again;
      this.header = new MatbenchHeader(file, rules);
    }

    @Override
    public Optional<Fault> field(String name, RecordSplitter value) throws IOException {
      boolean inFront = header.fields().isEmpty(); // of the columns, which precede the data
      return switch (name) {
        case "index" -> header.hasIndex() ? Optional.empty() : header.readIndex(value);
        case "columns" -> inFront ? header.readColumns(value) : Optional.empty();
        default -> Optional.empty();
      };
    }

    @Override
    public Optional<Fault> beforeData() throws IOException {
      Optional<Fault> fault = header.fault();
      return fault.isPresent() || header.hasIndex() ? fault : lateIndex();
    }

    /** Reads the index that follows the rows, if one does. */
    private Optional<Fault> lateIndex() throws IOException {
      Optional<InputStream> whole = again.open();
      if (whole.isEmpty()) {
        return Optional.empty();
      }
      LateIndex late = new LateIndex(file, header);
      try (InputStream text = whole.get()) {
        RecordSource rows = records(file, text, late);
        while (rows.next().isPresent() && !header.hasIndex()) {
          // the rows are read when their names are known
        }
      } catch (IOException e) {
        if (DumpText.damage(e).isEmpty()) {
          throw e;
        } // else the rows end at the damage, and say so
      }
      return late.fault;
    }

    @Override
    public Optional<Fault> afterData(long rows) {
      return header.unfit(rows);
    }

    @Override
    public DumpRecord element(RecordSplitter value, Place place) {
      Optional<Fault> unnamed = header.nameFault(place.position());
      return unnamed.isPresent()
          ? rules.refuse(file, place, unnamed.get())
          : rows.read(value, file, place, header.materialId(place.position()), header.fields());
    }
  }

  /** Looks for an index, and at nothing else. */
  private final class LateIndex implements JsonArrayRecords.Parts {
    private static final Fault NOT_LOOKED_AT = new Fault(RejectionReason.MISSING_ID, "no name yet");

    private final MatbenchHeader header;
    private final DumpFile file;
    private Optional<Fault> fault = Optional.empty();

    private LateIndex(DumpFile file, MatbenchHeader header) {
      this.file = file;
      this.header = header;
    }

    @Override
    public Optional<Fault> field(String name, RecordSplitter value) throws IOException {
      if (name.equals("index") && !header.hasIndex()) {
        fault = header.readIndex(value);
      }
      return fault;
    }

    @Override
    public DumpRecord element(RecordSplitter value, Place place) {
      return rules.refuse(file, place, NOT_LOOKED_AT);
    }
  }
}
