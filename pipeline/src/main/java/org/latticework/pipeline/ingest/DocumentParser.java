package org.latticework.pipeline.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.Optional;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.pipeline.table.Material;
import org.latticework.pipeline.table.Origin;
import org.latticework.pipeline.table.Rejection;
import org.latticework.pipeline.table.RejectionReason;

/**
 * Reads one summary document of Materials Project from its bytes, token by token: only the fields
 * that the materials table keeps become objects. Whatever is wrong with a document, it comes back
 * as a rejection.
 *
 * <p>One parser serves one thread; it keeps its arrays from document to document.
 */
final class DocumentParser {
  /** The deepest nesting of objects and arrays. */
  static final int MAX_DEPTH = 200;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // Python writes NaN and Infinity
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private final RecordRules rules;
  private final Faults faults = new Faults();
  private final DocumentFields document;

  DocumentParser(RecordRules rules) {
    this.rules = rules;
    this.document = new DocumentFields(faults, rules.extraFields());
  }

  /** Reads the document in {@code length} bytes of an array. */
  DumpRecord parse(
      byte[] bytes, int offset, int length, DumpFile file, long position, Origin origin) {
    faults.clear();
    document.clear();
    JsonParser json = null;
    try {
      json = JSON.createParser(bytes, offset, length);
      read(json);
      json.close();
    } catch (StreamConstraintsException e) {
      return refused(position, file, origin, beyondLimits(json, e));
    } catch (IOException e) {
      return refused(position, file, origin, malformed(e));
    }
    String version = rules.versionOf(file, document.databaseVersion());
    Optional<Fault> fault = fault();
    if (fault.isPresent()) {
      return refused(position, file, origin, fault.get());
    }
    Optional<Structure> structure = document.structure();
    if (structure.isEmpty()) {
      return refused(position, file, origin, faults.first().orElseThrow());
    }
    Material material = document.material(version, structure.get(), file, origin);
    return new DumpRecord.Accepted(position, material);
  }

  private void read(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      faults.add(RejectionReason.MALFORMED_JSON, "the document is not an object");
      return;
    }
    document.read(json);
    if (json.nextToken() != null) {
      faults.add(RejectionReason.MALFORMED_JSON, "text follows the document");
    }
  }

  /** What keeps a document out before its structure is looked at. */
  private Optional<Fault> fault() {
    Optional<Fault> first = faults.first();
    if (first.isPresent() && first.get().reason() == RejectionReason.MALFORMED_JSON) {
      return first;
    }
    if (document.materialId().isBlank()) {
      return Optional.of(new Fault(RejectionReason.MISSING_ID, "the document has no material_id"));
    }
    if (document.license().equals("BY-NC") && !rules.includeNoncommercial()) {
      return Optional.of(new Fault(RejectionReason.NONCOMMERCIAL, "license is BY-NC"));
    }
    if (document.deprecated() && !rules.includeDeprecated()) {
      return Optional.of(new Fault(RejectionReason.DEPRECATED, "deprecated is true"));
    }
    return Optional.empty();
  }

  private static Fault beyondLimits(JsonParser json, StreamConstraintsException e) {
    boolean deep = json != null && json.getParsingContext().getNestingDepth() >= MAX_DEPTH;
    return deep
        ? new Fault(RejectionReason.NESTED_TOO_DEEP, "nested deeper than " + MAX_DEPTH)
        : new Fault(RejectionReason.RECORD_TOO_LARGE, e.getOriginalMessage());
  }

  private static Fault malformed(IOException e) {
    String message =
        e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
    return new Fault(RejectionReason.MALFORMED_JSON, message);
  }

  private DumpRecord refused(long position, DumpFile file, Origin origin, Fault fault) {
    String id = document.materialId();
    return new DumpRecord.Refused(
        position,
        new Rejection(
            rules.versionOf(file, document.databaseVersion()),
            origin,
            id.isBlank() ? Optional.empty() : Optional.of(id),
            fault.reason(),
            fault.detail(),
            Optional.empty()));
  }
}
