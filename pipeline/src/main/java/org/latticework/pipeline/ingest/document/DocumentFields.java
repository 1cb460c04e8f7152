package org.latticework.pipeline.ingest.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.ingest.record.Faults;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.ingest.record.SymmetryNumber;
import org.latticework.pipeline.material.Material;
import org.latticework.pipeline.material.Origin;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.material.Target;
import org.latticework.pipeline.table.ReleaseTable;

/** The fields of one summary document, found by name; whatever else it holds is skipped. */
final class DocumentFields {
  private static final Map<String, Target> TARGETS = targets();
  private static final Set<String> OTHERS =
      Set.of(
          "material_id",
          "formula_pretty",
          "structure",
          "symmetry",
          "spacegroup_number",
          "deprecated",
          "last_updated",
          "database_version",
          "builder_meta",
          "bulk_modulus",
          "shear_modulus");

  private static final Set<String> OF_STRUCTURES =
      Set.of("material_id", "formula_pretty", "structure");

  private final boolean structuresOnly;
  private final Faults faults;
  private final Faults idFaults = new Faults();
  private final JsonFields fields;
  private final StructureParser structure;
  private final Dates dates;
  private final ExtraFields extra;
  private final Map<Target, Double> targets = new HashMap<>();
  private String materialId;
  private String formulaPretty;
  private String databaseVersion;
  private String license;
  private boolean deprecated;
  private OptionalInt symmetryNumber;
  private Optional<Instant> lastUpdated;

  DocumentFields(Faults faults, RecordRules rules) {
    this.faults = faults;
    this.structuresOnly = rules.structuresOnly();
    this.fields = new JsonFields(faults);
    this.structure = new StructureParser(faults, fields);
    this.dates = new Dates(fields);
    this.extra = new ExtraFields(rules.extraFields(), fields);
    clear();
  }

  private static Map<String, Target> targets() {
    Map<String, Target> byField = new HashMap<>();
    for (Target target : Target.all()) {
      byField.put(target.column(), target);
    }
    byField.put("k_vrh", Target.BULK_MODULUS_VRH);
    byField.put("g_vrh", Target.SHEAR_MODULUS_VRH);
    return byField;
  }

  /** Returns whether a document's own field of this name has anything that is kept. */
  static boolean reads(String name, List<String> extraFields) {
    return TARGETS.containsKey(name)
        || OTHERS.contains(name)
        || extraFields.stream().anyMatch(f -> f.equals(name) || f.startsWith(name + "."));
  }

  /** Forgets the document before. */
  void clear() {
    targets.clear();
    idFaults.clear();
    structure.clear();
    materialId = "";
    formulaPretty = "";
    databaseVersion = "";
    license = "";
    deprecated = false;
    symmetryNumber = OptionalInt.empty();
    lastUpdated = Optional.empty();
  }

  /** Reads the current object. */
  void read(JsonParser json) throws IOException {
    fields.object(json, "the document", name -> readField(json, name));
  }

  /** Reads the current array, whose elements are fields with the given names. */
  void readRow(JsonParser json, List<String> names) throws IOException {
    int column = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (column < names.size()) {
        readField(json, names.get(column));
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

  private void readField(JsonParser json, String name) throws IOException {
    if (structuresOnly && !OF_STRUCTURES.contains(name)) {
      json.skipChildren();
      return;
    }
    switch (name) {
      case "material_id" -> materialId = new JsonFields(idFaults).text(json, name);
      case "formula_pretty" -> formulaPretty = fields.text(json, name);
      case "structure" -> structure.read(json);
      case "symmetry" -> fields.object(json, name, inner -> readSymmetry(json, inner));
      case "spacegroup_number" -> readSymmetryNumber(json, name);
      case "deprecated" -> deprecated = fields.truth(json, name);
      case "last_updated" -> lastUpdated = dates.read(json, name);
      case "database_version" -> readRelease(json, name);
      case "builder_meta" -> fields.object(json, name, inner -> readBuilder(json, inner));
      case "bulk_modulus" -> readModulus(json, name, Target.BULK_MODULUS_VRH);
      case "shear_modulus" -> readModulus(json, name, Target.SHEAR_MODULUS_VRH);
      default -> readTarget(json, name);
    }
  }

  private void readTarget(JsonParser json, String name) throws IOException {
    Target target = TARGETS.get(name);
    if (target == null) {
      extra.read(json, name, targets);
      return;
    }
    double value = fields.number(json, name);
    if (!Double.isNaN(value)) {
      targets.put(target, value);
    }
  }

  private void readModulus(JsonParser json, String name, Target target) throws IOException {
    fields.object(
        json,
        name,
        inner -> {
          if (!inner.equals("vrh")) {
            extra.read(json, name + "." + inner, targets);
            return;
          }
          double value = fields.number(json, name + ".vrh");
          if (!Double.isNaN(value)) {
            targets.put(target, value);
          }
        });
  }

  private void readSymmetry(JsonParser json, String name) throws IOException {
    if (name.equals("number")) {
      readSymmetryNumber(json, "symmetry.number");
    } else {
      extra.read(json, "symmetry." + name, targets);
    }
  }

  private void readSymmetryNumber(JsonParser json, String field) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    double value = fields.number(json, field);
    symmetryNumber = SymmetryNumber.of(value);
    if (symmetryNumber.isEmpty()) {
      faults.add(RejectionReason.MALFORMED_FIELD, SymmetryNumber.fault(field, value));
    }
  }

  private void readBuilder(JsonParser json, String name) throws IOException {
    switch (name) {
      case "license" -> license = fields.text(json, "builder_meta.license");
      case "database_version" -> readRelease(json, "builder_meta.database_version");
      default -> extra.read(json, "builder_meta." + name, targets);
    }
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

  /** Names the material. */
  void call(String name) {
    materialId = name;
  }

  /** Returns the id; empty if none was read. */
  String materialId() {
    return materialId;
  }

  /** Returns what is wrong with the id, if something is. */
  Optional<Fault> idFault() {
    return materialId.isBlank()
        ? Optional.of(
            idFaults
                .first()
                .orElseGet(
                    () -> new Fault(RejectionReason.MISSING_ID, "the document has no material_id")))
        : Optional.empty();
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
    return structure.finish();
  }

  /** Puts everything together; what the document does not say is taken from the file's path. */
  Material material(String version, Structure crystal, DumpFile file, Origin origin) {
    return new Material(
        version,
        materialId,
        formulaPretty.isBlank() ? structure.formula(crystal) : formulaPretty,
        crystal,
        targets,
        symmetryNumber.isPresent() ? symmetryNumber : file.symmetryNumber(),
        deprecated,
        license,
        lastUpdated,
        origin);
  }
}
