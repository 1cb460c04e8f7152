package org.latticework.pipeline.ingest.json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.latticework.pipeline.ingest.bytes.RecordSplitter;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.ingest.record.Place;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.ingest.record.RecordSource;
import org.latticework.pipeline.material.RejectionReason;

/**
 * The elements of one JSON array, {@code […]}, {@code {"data": […]}} or {@code {"entries": […]}},
 * cut out one by one. A faulty element is refused and the next one read; where the array itself is
 * broken, one rejection ends the file.
 */
final class JsonArrayRecords implements RecordSource {
  /** What becomes of the parts of the array. */
  interface Parts {
    /** Reads a field other than {@code data}; returns what is wrong with it. */
    default Optional<Fault> field(String name, RecordSplitter value) throws IOException {
      return Optional.empty();
    }

    /** Returns what keeps the whole array from being read, before its first element is. */
    default Optional<Fault> beforeData() throws IOException {
      return Optional.empty();
    }

    /** Returns what was wrong with the array as a whole, now that its elements are counted. */
    default Optional<Fault> afterData(long elements) {
      return Optional.empty();
    }

    /** Reads an element. */
    DumpRecord element(RecordSplitter value, Place place);
  }

  private enum Stage {
    START,
    FIELDS,
    ELEMENTS,
    END
  }

  private final DumpFile file;
  private final RecordSplitter text;
  private final RecordRules rules;
  private final Parts parts;
  private final JsonBoundary boundary = new JsonBoundary();
  private final int maxRecord;
  private Stage stage = Stage.START;
  private boolean inObject;
  private boolean any; // a field or element came before
  private boolean dataSeen;
  private boolean broken;
  private long index;

  JsonArrayRecords(
      DumpFile file, RecordSplitter text, RecordRules rules, Parts parts, int maxRecord) {
    this.file = file;
    this.text = text;
    this.rules = rules;
    this.parts = parts;
    this.maxRecord = maxRecord;
  }

  @Override
  public Place place() {
    return Place.index(index);
  }

  @Override
  public Optional<DumpRecord> next() throws IOException {
    while (!broken) {
      Optional<DumpRecord> record =
          switch (stage) {
            case START -> begin();
            case FIELDS -> field();
            case ELEMENTS -> element();
            case END -> finish();
          };
      if (record.isPresent() || (stage == Stage.END && text.peek() < 0)) {
        return record;
      }
    }
    return Optional.empty();
  }

  private Optional<DumpRecord> begin() throws IOException {
    int first = firstByte();
    if (first < 0) {
      stage = Stage.END; // an empty file has no records
      return Optional.empty();
    }
    text.skip();
    inObject = first == '{';
    if (first == '[') {
      return beginData();
    }
    stage = Stage.FIELDS;
    return inObject ? Optional.empty() : broken("the text is no array");
  }

  /** Returns the first byte behind a byte order mark, if there is one. */
  private int firstByte() throws IOException {
    if (skip(0xEF) && skip(0xBB)) {
      skip(0xBF);
    }
    return text.peek();
  }

  private Optional<DumpRecord> beginData() throws IOException {
    stage = Stage.ELEMENTS;
    any = false;
    dataSeen = true;
    return parts.beforeData().flatMap(this::broken);
  }

  private Optional<DumpRecord> field() throws IOException {
    int b = text.peek();
    if (b == '}') {
      text.skip();
      stage = Stage.END;
      return dataSeen ? Optional.empty() : broken("the object has no array named data or entries");
    }
    if ((any && !skip(',')) || text.peek() != '"' || !value()) {
      return broken("a field is expected here");
    }
    if (text.tooLong()) {
      return broken(Fault.tooLong(maxRecord));
    }
    String name =
        new String(
            text.buffer(),
            text.start() + 1,
            Math.max(text.length() - 2, 0),
            StandardCharsets.UTF_8);
    any = true;
    return skip(':') ? fieldValue(name) : broken("a colon should follow the name of a field");
  }

  private Optional<DumpRecord> fieldValue(String name) throws IOException {
    boolean data = name.equals("data");
    boolean array = (data || name.equals("entries")) && text.peek() == '[';
    if (array && !dataSeen) {
      text.skip();
      return beginData();
    }
    if (array) { // its elements would be lost in silence
      return broken("the object has a second array of records, '%s'".formatted(name));
    }
    if (data || !value()) {
      return broken("the value of '%s' should be another".formatted(name));
    }
    return parts.field(name, text).flatMap(this::broken);
  }

  private Optional<DumpRecord> element() throws IOException {
    if (text.peek() == ']') {
      text.skip();
      any = true;
      stage = inObject ? Stage.FIELDS : Stage.END;
      return parts.afterData(index).flatMap(this::broken);
    }
    if (any && !skip(',')) {
      return broken("a comma is missing between two elements");
    }
    any = true;
    Place place = place();
    if (!value()) {
      return broken("the array ends within or before an element");
    }
    index++;
    return Optional.of(
        text.tooLong()
            ? rules.refuse(file, place, Fault.tooLong(maxRecord))
            : parts.element(text, place));
  }

  private Optional<DumpRecord> finish() throws IOException {
    return text.peek() < 0 ? Optional.empty() : broken("text follows the array");
  }

  /** Goes to the value here, if there is one and it ends before the text. */
  private boolean value() throws IOException {
    int b = text.peek();
    boolean none = b < 0 || b == ',' || b == ']' || b == '}' || b == ':';
    return !none && text.next(boundary.start()) && text.ended();
  }

  private boolean skip(int expected) throws IOException {
    if (text.peek() != expected) {
      return false;
    }
    text.skip();
    return true;
  }

  private Optional<DumpRecord> broken(String detail) {
    return broken(new Fault(RejectionReason.MALFORMED_JSON, detail));
  }

  private Optional<DumpRecord> broken(Fault fault) {
    broken = true;
    return Optional.of(rules.refuse(file, place(), fault));
  }
}
