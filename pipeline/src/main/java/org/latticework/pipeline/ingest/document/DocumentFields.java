package org.latticework.pipeline.ingest.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.pipeline.ingest.record.ColumnMap;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.ingest.record.Faults;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.ingest.record.SymmetryNumber;
import org.latticework.pipeline.material.Material;
import org.latticework.pipeline.material.Origin;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.ReleaseTable;

/** The fields of one document, found by name; whatever else it holds is skipped. */
final class DocumentFields {
  /** The types of OPTIMADE's entries, and of lines beside them, that are no materials. */
  private static final Set<String> OTHER_TYPES =
      Set.of("info", "links", "references", "calculations", "files", "trajectories");

  private final Faults faults;
  private final JsonFields fields;
  private final FieldTree tree;
  private final IdFields ids;
  private final StructureParser structure;
  private final TargetFields targets;
  private final Dates dates;
  private String formulaPretty;
  private String databaseVersion;
  private String license;
  private boolean deprecated;
  private boolean otherType;
  private OptionalInt symmetryNumber;
  private Optional<Instant> lastUpdated;

  DocumentFields(Faults faults, RecordRules rules) {
    this.faults = faults;
    this.fields = new JsonFields(faults);
    this.tree = FieldTree.ofDocument(fields);
    this.ids = new IdFields(tree, rules.columns());
    this.structure = new StructureParser(faults, fields);
    this.targets = new TargetFields(fields);
    this.dates = new Dates(fields);
    register(rules);
    clear();
  }

  private void register(RecordRules rules) {
    ColumnMap columns = rules.columns();
    structure.register(tree, columns);
    put(columns, MaterialTable.FORMULA_PRETTY, this::readFormula, "formula_pretty");
    tree.put("type", this::readType);
    tree.put("x-optimade", this::noteOtherType); // the header of its lines
    tree.put("output_fields_by_format", this::noteOtherType); // what fields its entries have
    if (rules.structuresOnly()) {
      return;
    }
    registerSymmetry(columns);
    if (columns.path(MaterialTable.LAST_UPDATED).isEmpty()) {
      tree.putIfObject("last_modified", this::readModified);
      tree.putIfObject("attributes.last_modified", this::readModified);
    }
    put(columns, MaterialTable.LAST_UPDATED, this::readUpdated, "last_updated");
    put(columns, MaterialTable.DEPRECATED, this::readDeprecated, "deprecated");
    put(columns, MaterialTable.LICENSE, this::readLicense, "builder_meta.license");
    put(
        columns,
        MaterialTable.DATABASE_VERSION,
        this::readRelease,
        "database_version",
        "builder_meta.database_version");
    targets.register(tree, rules);
  }

  private void registerSymmetry(ColumnMap columns) {
    if (columns.path(MaterialTable.SYMMETRY_NUMBER).isEmpty()) {
      for (String field : List.of("spg_number", "data.spg")) {
        tree.putIfObject(field, this::readOtherSymmetry);
      }
      for (String name : List.of("space_group_it_number", "_alexandria_space_group")) {
        tree.putIfObject(name, this::readOtherSymmetry);
        tree.putIfObject("attributes." + name, this::readOtherSymmetry);
      }
    }
    put(
        columns,
        MaterialTable.SYMMETRY_NUMBER,
        this::readSymmetry,
        "symmetry.number",
        "spacegroup_number");
  }

  private void put(ColumnMap columns, String name, FieldTree.Reader reader, String... known) {
    Optional<String> path = columns.path(name);
    if (path.isPresent()) {
      tree.putNamed(path.get(), reader);
      return;
    }
    for (String field : known) {
      tree.put(field, reader);
    }
  }

  /** Returns whether a document's own field of this name has anything that is kept. */
  boolean reads(String name) {
    return tree.has(name);
  }

  /** Forgets the document before. */
  void clear() {
    ids.clear();
    targets.clear();
    structure.clear();
    formulaPretty = "";
    databaseVersion = "";
    license = "";
    deprecated = false;
    otherType = false;
    symmetryNumber = OptionalInt.empty();
    lastUpdated = Optional.empty();
  }

  /** Reads the current object. */
  void read(JsonParser json) throws IOException {
    fields.object(json, "the document", name -> tree.readField(json, name));
  }

  /** Reads the current array, whose elements are fields with the given names. */
  void readRow(JsonParser json, List<String> names) throws IOException {
    int column = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (column < names.size()) {
        tree.readField(json, names.get(column));
      } else {
        json.skipChildren();
      }
      column++;
    }
    if (column != names.size()) {
      faults.add(
          RejectionReason.MALFORMED_FIELD,
          "the row should have %d columns, has %d".formatted(names.size(), column));
    }
  }

  private void readFormula(JsonParser json, String field) throws IOException {
    formulaPretty = fields.text(json, field);
  }

  private void readType(JsonParser json, String field) throws IOException {
    otherType |=
        json.currentToken() == JsonToken.VALUE_STRING && OTHER_TYPES.contains(json.getText());
    json.skipChildren();
  }

  private void noteOtherType(JsonParser json, String field) throws IOException {
    otherType = true;
    json.skipChildren();
  }

  private void readSymmetry(JsonParser json, String field) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_NULL) {
      symmetryNumber = symmetryNumber(targets.number(json, field), field);
    }
  }

  /** Reads the number of others, of which some write it as a text. */
  private void readOtherSymmetry(JsonParser json, String field) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    String text = json.getText();
    boolean quoted = json.currentToken() == JsonToken.VALUE_STRING && text.matches("[0-9]{1,3}");
    double value = quoted ? Integer.parseInt(text) : targets.number(json, field);
    OptionalInt number = symmetryNumber(value, field);
    symmetryNumber = symmetryNumber.isPresent() ? symmetryNumber : number;
  }

  private OptionalInt symmetryNumber(double value, String field) {
    OptionalInt number = SymmetryNumber.of(value);
    if (number.isEmpty() && !Double.isNaN(value)) {
      faults.add(RejectionReason.MALFORMED_FIELD, SymmetryNumber.fault(field, value));
    }
    return number;
  }

  private void readUpdated(JsonParser json, String field) throws IOException {
    lastUpdated = dates.read(json, field);
  }

  private void readModified(JsonParser json, String field) throws IOException {
    Optional<Instant> time = dates.read(json, field);
    lastUpdated = lastUpdated.isPresent() ? lastUpdated : time;
  }

  private void readDeprecated(JsonParser json, String field) throws IOException {
    deprecated = fields.truth(json, field);
  }

  private void readLicense(JsonParser json, String field) throws IOException {
    license = fields.text(json, field);
  }

  private void readRelease(JsonParser json, String field) throws IOException {
    String name = fields.text(json, field);
    if (name.isBlank()) {
      return; // silent
    }
    if (ReleaseTable.isName(name)) {
      databaseVersion = name;
    } else {
      fields.wrong(json, field, ReleaseTable.NAME_RULE);
    }
  }

  /** Names the material where its document does not. */
  void callOtherwise(String name) {
    ids.callOtherwise(name);
  }

  /** Names the material. */
  void call(String name) {
    ids.call(name);
  }

  /** Returns the id; empty if none was read. */
  String materialId() {
    return ids.id();
  }

  /** Returns what is wrong with the id, if something is. */
  Optional<Fault> idFault() {
    return ids.fault();
  }

  /** Returns whether the document says that it is of another kind than a material, and is. */
  boolean besides() {
    return otherType && structure.isEmpty();
  }

  /** Returns the release that the document names; empty if none. */
  String databaseVersion() {
    return databaseVersion;
  }

  String license() {
    return license;
  }

  boolean deprecated() {
    return deprecated;
  }

  /** Returns the structure; none where it had a fault, which is noted. */
  Optional<Structure> structure() {
    if (!structure.isJarvis()) {
      targets.absences().first().ifPresent(each -> faults.add(each.reason(), each.detail()));
    }
    return structure.finish();
  }

  /** Puts everything together; what the document does not say is taken from the file's path. */
  Material material(String version, Structure crystal, DumpFile file, Origin origin) {
    return new Material(
        version,
        ids.id(),
        formulaPretty.isBlank() ? structure.formula(crystal) : formulaPretty,
        crystal,
        targets.values(),
        symmetryNumber.isPresent() ? symmetryNumber : file.symmetryNumber(),
        deprecated,
        license,
        lastUpdated,
        origin);
  }
}
