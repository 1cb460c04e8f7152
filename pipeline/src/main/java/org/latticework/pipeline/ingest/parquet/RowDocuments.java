package org.latticework.pipeline.ingest.parquet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;
import org.latticework.pipeline.ingest.document.DocumentParser;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.ingest.record.Place;
import org.latticework.pipeline.ingest.record.RecordReader;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.material.RejectionReason;

/**
 * Gives rows of tables the form of summary documents, whose fields are the columns: so that every
 * rule, and every reason to refuse a record, is the same for both.
 *
 * <p>One object serves one thread.
 */
final class RowDocuments {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private final RecordRules rules;
  private final Map<String, Object> constants;
  private final DocumentParser parser;
  private final BoundedText text;

  /**
   * Makes documents of rows.
   *
   * @param constants columns that all rows have besides their own
   */
  RowDocuments(RecordRules rules, Map<String, Object> constants) {
    this(rules, constants, RecordReader.MAX_RECORD);
  }

  RowDocuments(RecordRules rules, Map<String, Object> constants, int maxRecord) {
    this.rules = rules;
    this.text = new BoundedText(maxRecord);
    this.constants = constants;
    this.parser = new DocumentParser(rules);
  }

  /** Writes the columns of a row as the fields of the current object. */
  interface Columns {
    /** Writes names and values; columns without a value may be left out. */
    void write(JsonGenerator json) throws IOException;
  }

  /**
   * Reads a row.
   *
   * @param index place of the row in its file, counted from 0 as Parquet's readers do
   */
  DumpRecord read(DumpFile file, long index, Columns columns) {
    text.clear();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      columns.write(json);
      for (Map.Entry<String, Object> column : constants.entrySet()) {
        json.writeFieldName(column.getKey());
        writeScalar(json, column.getValue());
      }
      json.writeEndObject();
    } catch (BoundedText.FullException e) {
      return refuse(file, index, Fault.tooLong(text.limit()));
    } catch (JsonProcessingException e) { // half of a pair of surrogates
      return refuse(file, index, new Fault(RejectionReason.MALFORMED_JSON, e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to memory", e);
    }
    byte[] document = text.toByteArray();
    return parser.parse(document, 0, document.length, file, place(index));
  }

  /** Returns whether a column of this name has anything that is kept. */
  boolean reads(String column) {
    return parser.reads(column);
  }

  /** Refuses what is at a place of a file. */
  DumpRecord refuse(DumpFile file, long index, Fault fault) {
    return rules.refuse(file, place(index), fault);
  }

  private static Place place(long index) {
    return new Place(index, "row " + index);
  }

  private static void writeScalar(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Number number) {
      json.writeNumber(new BigDecimal(number.toString()));
    } else {
      json.writeString(value.toString());
    }
  }

  /**
   * Writes the value of a column that holds text. An object in JSON, as some tables keep
   * structures, becomes an object.
   */
  static void writeText(JsonGenerator json, String value) throws IOException {
    if (value.startsWith("{") && standsAlone(value)) {
      json.writeRawValue(value);
    } else {
      json.writeString(value);
    }
  }

  /**
   * Returns whether nothing follows the object that a text begins with. A fault inside the object
   * is left for the parser of documents to find and name.
   */
  private static boolean standsAlone(String value) throws IOException {
    try (JsonParser object = JSON.createParser(value)) {
      object.nextToken();
      try {
        object.skipChildren();
      } catch (JsonProcessingException e) {
        return true;
      }
      return object.nextToken() == null;
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
