package org.latticework.pipeline.ingest.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.latticework.pipeline.ingest.record.ColumnMap;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.ingest.record.Faults;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.table.MaterialTable;

/** What a document calls its material. The first of several names counts. */
final class IdFields {
  private static final String OWN = MaterialTable.MATERIAL_ID;

  /** JARVIS, Alexandria, LeMat, OPTIMADE, pymatgen's entries. */
  private static final List<String> OTHERS =
      List.of("jid", "data.mat_id", "immutable_id", "id", "entry_id");

  private final Faults faults = new Faults();
  private final JsonFields fields = new JsonFields(faults);
  private final String expected; // where the name should be
  private String id = "";
  private int rank = Integer.MAX_VALUE; // of the field that the id comes from

  IdFields(FieldTree tree, ColumnMap columns) {
    Optional<String> mapped = columns.path(OWN);
    expected = mapped.orElse(OWN);
    if (mapped.isPresent()) {
      tree.putNamed(expected, (json, field) -> offer(0, name(json, field)));
      return;
    }
    tree.put(OWN, (json, field) -> offer(0, fields.text(json, field)));
    for (String other : OTHERS) {
      int place = 1 + OTHERS.indexOf(other);
      tree.putIfObject(other, (json, field) -> offer(place, name(json, field)));
    }
  }

  /** Forgets the document before. */
  void clear() {
    faults.clear();
    id = "";
    rank = Integer.MAX_VALUE;
  }

  /** Names the material, whatever its document says. */
  void call(String name) {
    offer(-1, name);
  }

  /** Names the material where its document does not. */
  void callOtherwise(String name) {
    offer(1 + OTHERS.size(), name);
  }

  /** Returns a name, which in other collections may be a whole number. */
  private String name(JsonParser json, String field) throws IOException {
    return json.currentToken() == JsonToken.VALUE_NUMBER_INT
        ? json.getText()
        : fields.text(json, field);
  }

  private void offer(int place, String name) {
    if (place <= rank && !name.isBlank()) {
      id = name;
      rank = place;
    }
  }

  /** Returns the id; empty if none was read. */
  String id() {
    return id;
  }

  /** Returns what is wrong with the id, if something is. */
  Optional<Fault> fault() {
    return id.isEmpty()
        ? Optional.of(
            faults
                .first()
                .orElseGet(
                    () -> new Fault(RejectionReason.MISSING_ID, "the document has no " + expected)))
        : Optional.empty();
  }
}
