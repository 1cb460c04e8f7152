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
import org.latticework.pipeline.ingest.record.Place;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.ingest.record.RecordSource;

/**
 * Reads the crystals of a request: CIF; or JSON, one crystal or many, each a pymatgen structure, a
 * document as {@code ingest} reads it, or {@code {"cif": "…", "material_id": "…"}}. A crystal
 * without a name is called by its place, from 0. For one thread.
 */
final class RequestReader {
  private static final String SOURCE = "request";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final RecordRules rules = RecordRules.ofStructures(ColumnMap.none());
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
      if (item.isCif()) {
        records.addAll(cif(body, item, k));
      } else if (item.isStructure()) {
        records.add(
            document(body, item, "{\"material_id\":\"%d\",\"structure\":".formatted(k), "}", k));
      } else if (item.isNamed()) {
        DumpFile file = new DumpFile(SOURCE, item.end() - item.start());
        records.add(
            documents.parse(body, item.start(), item.end() - item.start(), file, Place.index(k)));
      } else {
        RequestItem rest = new RequestItem(item.start() + 1, item.end(), item.fields());
        String comma = item.fields().isEmpty() ? "" : ",";
        String name = "{\"material_id\":\"%d\"%s".formatted(k, comma);
        records.add(document(body, rest, name, "", k));
      }
    }
    return records;
  }

  /** Reads a document that has something before and behind what the request holds of it. */
  private DumpRecord document(byte[] body, RequestItem item, String before, String behind, int k) {
    byte[] first = before.getBytes(StandardCharsets.UTF_8);
    byte[] last = behind.getBytes(StandardCharsets.UTF_8);
    int length = item.end() - item.start();
    byte[] text = new byte[first.length + length + last.length];
    System.arraycopy(first, 0, text, 0, first.length);
    System.arraycopy(body, item.start(), text, first.length, length);
    System.arraycopy(last, 0, text, first.length + length, last.length);
    return documents.parse(text, 0, text.length, new DumpFile(SOURCE, text.length), Place.index(k));
  }

  private List<DumpRecord> cif(byte[] body, RequestItem item, int k)
      throws RefusedRequestException {
    try {
      JsonNode object = MAPPER.readTree(body, item.start(), item.end() - item.start());
      byte[] text = object.path("cif").asText().getBytes(StandardCharsets.UTF_8);
      return cif(text, object.path("material_id").asText(String.valueOf(k)));
    } catch (IOException e) {
      throw new RefusedRequestException(
          RefusedRequestException.BAD_REQUEST,
          "The crystal at index %d is not JSON: %s".formatted(k, e.getMessage()));
    }
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
