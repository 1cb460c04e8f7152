package org.latticework.jobs.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latticework.pipeline.ingest.ciftable.CifReader;
import org.latticework.pipeline.ingest.ciftable.TargetLists;
import org.latticework.pipeline.ingest.document.DocumentParser;
import org.latticework.pipeline.ingest.record.ColumnMap;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.ingest.record.Place;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.ingest.record.RecordSource;
import org.latticework.pipeline.material.RejectionReason;

/**
 * Reads the crystals of a request: CIF; or JSON, one crystal or many, each a pymatgen structure, a
 * document as {@code ingest} reads it, or {@code {"cif": "…", "material_id": "…"}}. A crystal
 * without a name is called by its place, from 0. For one thread.
 */
final class RequestReader {
  private static final String SOURCE = "request";
  private static final String ID = "material_id";
  private static final byte[] BEFORE = "{\"structure\":".getBytes(StandardCharsets.UTF_8);
  private static final ObjectMapper MAPPER = new ObjectMapper(RequestItems.JSON);

  /** Every crystal is read; it is of no release, whatever its name looks like. */
  private final RecordRules rules =
      new RecordRules(SOURCE, true, true, List.of(), "", true, ColumnMap.none());

  private final DocumentParser documents = new DocumentParser(rules);
  private final CifReader cifs = new CifReader(rules, new TargetLists(SOURCE));
  private final int most;

  /**
   * Makes a reader.
   *
   * @param most crystals that a request may have
   */
  RequestReader(int most) {
    this.most = most;
  }

  /**
   * Reads.
   *
   * @param body of the request
   * @param name of a crystal that a CIF does not name
   * @return a record for each crystal, in their order; at least one
   * @throws RefusedRequestException if the body is no list of crystals, or has too many
   */
  List<DumpRecord> read(byte[] body, String name) throws RefusedRequestException {
    List<DumpRecord> records = isJson(body) ? json(body) : cif(body, name);
    if (records.isEmpty()) {
      throw new RefusedRequestException(
          RefusedRequestException.BAD_REQUEST, "The request has no crystal");
    }
    if (records.size() > most) {
      throw new RefusedRequestException(
          RefusedRequestException.TOO_LARGE,
          "A request has at most %d crystals (serve.max-crystals), got %d"
              .formatted(most, records.size()));
    }
    return records;
  }

  private static boolean isJson(byte[] body) {
    String beginning = new String(body, 0, Math.min(body.length, 1000), StandardCharsets.UTF_8);
    String text = beginning.replace("\uFEFF", "").stripLeading();
    return text.isEmpty() || text.startsWith("{") || text.startsWith("[");
  }

  private List<DumpRecord> json(byte[] body) throws RefusedRequestException {
    List<DumpRecord> records = new ArrayList<>();
    List<RequestItem> items = RequestItems.of(body, most);
    for (int k = 0; k < items.size(); k++) {
      RequestItem item = items.get(k);
      records.add(item.isCif() ? cif(body, item, k) : document(body, item, k));
    }
    return records;
  }

  private DumpRecord document(byte[] body, RequestItem item, int k) throws RefusedRequestException {
    int length = item.end() - item.start();
    DumpFile file = new DumpFile(SOURCE, length);
    if (!item.isStructure()) {
      return documents.parse(body, item.start(), length, file, Place.index(k), String.valueOf(k));
    }
    byte[] text = new byte[BEFORE.length + length + 1];
    System.arraycopy(BEFORE, 0, text, 0, BEFORE.length);
    System.arraycopy(body, item.start(), text, BEFORE.length, length);
    text[text.length - 1] = '}';
    String name = item.fields().contains(ID) ? name(tree(body, item, k), k) : String.valueOf(k);
    return documents.parse(text, 0, text.length, file, Place.index(k), name);
  }

  private static JsonNode tree(byte[] body, RequestItem item, int k)
      throws RefusedRequestException {
    try {
      return MAPPER.readTree(body, item.start(), item.end() - item.start());
    } catch (IOException e) {
      throw new RefusedRequestException(
          RefusedRequestException.BAD_REQUEST,
          "The crystal at index %d is not JSON: %s".formatted(k, e.getMessage()));
    }
  }

  /** Returns the name that an object gives its crystal, or the crystal's place. */
  private static String name(JsonNode object, int k) {
    JsonNode name = object.path(ID);
    return name.isValueNode() && !name.isNull() && !name.asText().isBlank()
        ? name.asText()
        : String.valueOf(k);
  }

  private DumpRecord cif(byte[] body, RequestItem item, int k) throws RefusedRequestException {
    JsonNode object = tree(body, item, k);
    String name = name(object, k);
    byte[] text = object.path("cif").asText().getBytes(StandardCharsets.UTF_8);
    List<DumpRecord> crystals = cif(text, name);
    if (crystals.size() == 1) {
      return crystals.get(0);
    }
    DumpFile file = new DumpFile(SOURCE, text.length);
    Fault fault =
        new Fault(
            RejectionReason.MALFORMED_CIF,
            "a CIF in JSON has one crystal, got %d".formatted(crystals.size()));
    return rules.refuse(file, Place.index(k), name, "", fault);
  }

  private List<DumpRecord> cif(byte[] text, String name) throws RefusedRequestException {
    DumpFile file = new DumpFile("%s/%s.cif".formatted(SOURCE, name), text.length);
    List<DumpRecord> records = new ArrayList<>();
    try {
      RecordSource source = cifs.open(file, new ByteArrayInputStream(text));
      Optional<DumpRecord> record = source.next();
      while (record.isPresent()) {
        records.add(record.get());
        record = source.next();
      }
    } catch (IOException e) {
      throw new RefusedRequestException(
          RefusedRequestException.BAD_REQUEST, "The CIF cannot be read: " + e.getMessage());
    }
    return records;
  }
}
