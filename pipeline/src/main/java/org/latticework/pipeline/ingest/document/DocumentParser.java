package org.latticework.pipeline.ingest.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.ingest.record.Faults;
import org.latticework.pipeline.ingest.record.Place;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.material.Material;
import org.latticework.pipeline.material.Origin;
import org.latticework.pipeline.material.RejectionReason;

/**
 * Reads one document from its bytes, token by token: a summary document of Materials Project, an
 * entry of OPTIMADE, JARVIS or Alexandria, or what {@link RecordRules#columns} says the fields of.
 * Only the fields that the materials table keeps become objects. Whatever is wrong with a document,
 * it comes back as a rejection.
 *
 * <p>One parser serves one thread; it keeps its arrays from document to document.
 */
public final class DocumentParser {
  /** The deepest nesting of objects and arrays. */
  static final int MAX_DEPTH = 200;

  static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // Python writes NaN and Infinity
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private final RecordRules rules;
  private final Faults faults = new Faults();
  private final DocumentFields document;
  private boolean besides;

  public DocumentParser(RecordRules rules) {
    this.rules = rules;
    this.document = new DocumentFields(faults, rules);
  }

  /** Returns whether a document's own field of this name has anything that is kept. */
  public boolean reads(String field) {
    return document.reads(field);
  }

  /** Reads bytes of an array that are one document. */
  public DumpRecord parse(byte[] text, int start, int length, DumpFile file, Place place) {
    return parse(text, start, length, file, place, "");
  }

  /**
   * Reads bytes of an array that are one document.
   *
   * @param otherwise what its material is called where it has no name; empty for none
   */
  public DumpRecord parse(
      byte[] text, int start, int length, DumpFile file, Place place, String otherwise) {
    begin();
    document.callOtherwise(otherwise);
    return parse(
        () -> JSON.createParser(text, start, length),
        file,
        place,
        JsonToken.START_OBJECT,
        document::read);
  }

  /**
   * Reads bytes that are an array of a document's fields.
   *
   * @param materialId name of the material
   * @param fields what the columns are called in documents
   */
  public DumpRecord parseRow(
      byte[] text,
      int start,
      int length,
      DumpFile file,
      Place place,
      String materialId,
      List<String> fields) {
    begin();
    document.call(materialId);
    return parse(
        () -> JSON.createParser(text, start, length),
        file,
        place,
        JsonToken.START_ARRAY,
        json -> document.readRow(json, fields));
  }

  /**
   * Returns whether the document read last describes no material: the header of OPTIMADE's lines,
   * what they say of their fields, or an entry of another kind, such as a reference.
   */
  public boolean besides() {
    return besides;
  }

  private void begin() {
    besides = false;
    faults.clear();
    document.clear();
  }

  private DumpRecord parse(Text text, DumpFile file, Place place, JsonToken first, Body body) {
    Optional<Fault> unread = read(text, first, body);
    besides = unread.isEmpty() && document.besides();
    Optional<Fault> fault = unread.or(this::fault);
    if (fault.isPresent()) {
      return refused(file, place, fault.get());
    }
    Optional<Structure> structure = document.structure();
    if (structure.isEmpty()) {
      return refused(file, place, faults.first().orElseThrow());
    }
    String version = rules.versionOf(file, document.databaseVersion());
    Origin origin = new Origin(file.source(), place.record());
    Material material = document.material(version, structure.get(), file, origin);
    return new DumpRecord.Accepted(place.position(), material);
  }

  private interface Text {
    JsonParser open() throws IOException;
  }

  private interface Body {
    void read(JsonParser json) throws IOException;
  }

  /** Reads the text and returns what keeps it from being read to its end. */
  private Optional<Fault> read(Text text, JsonToken first, Body body) {
    try (JsonParser json = text.open()) {
      try {
        return read(json, first, body);
      } catch (StreamConstraintsException e) {
        return Optional.of(beyondLimits(json.getParsingContext().getNestingDepth(), e));
      }
    } catch (IOException e) {
      return malformed(
          e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage());
    }
  }

  private static Optional<Fault> read(JsonParser json, JsonToken first, Body body)
      throws IOException {
    if (json.nextToken() != first) {
      return malformed(
          first == JsonToken.START_OBJECT
              ? "the document is not an object"
              : "the row is not an array");
    }
    body.read(json);
    return json.nextToken() == null ? Optional.empty() : malformed("text follows the document");
  }

  /** What keeps a document out before its structure is looked at. */
  private Optional<Fault> fault() {
    return document.idFault().or(() -> rules.keptOut(document.license(), document.deprecated()));
  }

  private static Fault beyondLimits(int depth, StreamConstraintsException e) {
    return depth >= MAX_DEPTH
        ? new Fault(RejectionReason.NESTED_TOO_DEEP, "nested deeper than " + MAX_DEPTH)
        : new Fault(RejectionReason.RECORD_TOO_LARGE, e.getOriginalMessage());
  }

  private static Optional<Fault> malformed(String detail) {
    return Optional.of(new Fault(RejectionReason.MALFORMED_JSON, detail));
  }

  private DumpRecord refused(DumpFile file, Place place, Fault fault) {
    return rules.refuse(file, place, document.materialId(), document.databaseVersion(), fault);
  }
}
