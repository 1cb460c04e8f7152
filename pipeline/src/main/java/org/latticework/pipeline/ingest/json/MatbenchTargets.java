package org.latticework.pipeline.ingest.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latticework.pipeline.ingest.bytes.RecordSplitter;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.ingest.record.Place;
import org.latticework.pipeline.ingest.record.RecordReader;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.ingest.record.RecordSource;
import org.latticework.pipeline.material.RejectionReason;

/**
 * Reads the names and targets of a Matbench file's rows, whatever is wrong with their structures,
 * and keeps them. No row becomes a record: each comes out as a rejection, {@link #isOfARow}, and
 * what is wrong with the file as a whole as another one.
 */
public final class MatbenchTargets implements RecordReader {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String STRUCTURE = "structure";
  private static final Fault SKIPPED = new Fault(RejectionReason.MISSING_ID, "not read");

  private final RecordRules rules;
  private final MatbenchReader reader;
  private final Map<String, Row> rows = new LinkedHashMap<>();

  /**
   * A row.
   *
   * @param place in the file, from 0
   * @param target as the file has it; NaN where it is no number
   */
  public record Row(int place, double target) {}

  public MatbenchTargets(RecordRules rules) {
    this.rules = rules;
    this.reader = new MatbenchReader(rules, this::row);
  }

  @Override
  public RecordSource open(DumpFile file, InputStream text) {
    return reader.open(file, text);
  }

  @Override
  public RecordSource open(DumpFile file, InputStream text, SecondReading again) {
    return reader.open(file, text, again);
  }

  /** Returns the rows that were read so far by their names, in the order of the file. */
  public Map<String, Row> rows() {
    return Collections.unmodifiableMap(rows);
  }

  /** Returns whether a rejection is that of one row, which has a name or should have one. */
  public static boolean isOfARow(DumpRecord.Refused refused) {
    RejectionReason reason = refused.rejection().reason();
    return reason == RejectionReason.MISSING_ID || reason == RejectionReason.MALFORMED_FIELD;
  }

  private DumpRecord row(
      RecordSplitter value, DumpFile file, Place place, String name, List<String> fields) {
    double target = target(value, fields);
    rows.putIfAbsent(name, new Row(Math.toIntExact(place.position()), target));
    return rules.refuse(file, place, SKIPPED);
  }

  private static double target(RecordSplitter value, List<String> fields) {
    double target = Double.NaN;
    try (JsonParser json = JSON.createParser(value.buffer(), value.start(), value.length())) {
      boolean more = json.nextToken() == JsonToken.START_ARRAY;
      for (int k = 0; more && k < fields.size(); k++) {
        more = json.nextToken() != JsonToken.END_ARRAY;
        if (more && !fields.get(k).equals(STRUCTURE) && json.currentToken().isNumeric()) {
          target = json.getDoubleValue();
        }
        json.skipChildren();
      }
      return Double.isFinite(target) ? target : Double.NaN; // ingest refuses what is infinite
    } catch (IOException e) {
      return Double.NaN; // not JSON: ingest says so
    }
  }
}
