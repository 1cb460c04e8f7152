package org.latticework.pipeline.ingest.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latticework.pipeline.ingest.record.Faults;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.material.Target;
import org.latticework.pipeline.table.MaterialTable;

/**
 * The numbers of a document that become targets. Only fields are known whose meaning and unit are
 * those of the column; where a document has a value under our own name too, that one counts.
 */
final class TargetFields {
  /** What JARVIS writes for a number that it does not have. */
  private static final String ABSENT = "na";

  private static final String ATTRIBUTES = "attributes.";
  private static final Map<Target, List<String>> NESTED =
      Map.of(
          Target.BULK_MODULUS_VRH, List.of("bulk_modulus.vrh"),
          Target.SHEAR_MODULUS_VRH, List.of("shear_modulus.vrh"));
  private static final Map<Target, List<String>> OTHERS =
      Map.of(
          Target.FORMATION_ENERGY_PER_ATOM, // eV an atom, all of them
          List.of("formation_energy_peratom", "data.e_form"),
          Target.ENERGY_ABOVE_HULL, // eV an atom, all of them
          List.of("ehull", "data.e_above_hull"),
          Target.BAND_GAP, // eV
          List.of("optb88vdw_bandgap", "data.band_gap_ind"),
          Target.BULK_MODULUS_VRH,
          List.of("k_vrh"), // GPa
          Target.SHEAR_MODULUS_VRH,
          List.of("g_vrh"));

  /** Properties that providers have added to OPTIMADE, in the same units. */
  private static final Map<Target, List<String>> PROVIDERS =
      Map.of(
          Target.FORMATION_ENERGY_PER_ATOM,
          List.of(
              "_oqmd_delta_e",
              "_alexandria_formation_energy_per_atom",
              "_jarvis_formation_energy_peratom"),
          Target.ENERGY_ABOVE_HULL,
          List.of("_oqmd_stability", "_alexandria_hull_distance", "_jarvis_ehull"),
          Target.BAND_GAP,
          List.of("_oqmd_band_gap", "_alexandria_band_gap", "_jarvis_optb88vdw_bandgap"));

  private final JsonFields fields;
  private final Faults absences = new Faults();
  private final Map<Target, Double> values = new HashMap<>();

  /**
   * A target that a field becomes.
   *
   * @param own whether the field goes before others for the same target
   */
  private record Use(Target target, boolean own) {}

  TargetFields(JsonFields fields) {
    this.fields = fields;
  }

  /** Has the fields read that become targets. */
  void register(FieldTree tree, RecordRules rules) {
    Map<String, List<Use>> strict = new LinkedHashMap<>();
    Map<String, List<Use>> others = new LinkedHashMap<>();
    for (Target target : Target.all()) {
      rules
          .columns()
          .path(target.column())
          .ifPresentOrElse(
              path -> add(strict, others, path, target), () -> addKnown(strict, others, target));
    }
    for (String path : rules.extraFields()) {
      add(strict, others, path, MaterialTable.extraTarget(path));
    }
    strict.forEach((path, uses) -> uses.addAll(others.getOrDefault(path, List.of())));
    others.keySet().removeAll(strict.keySet());
    others.forEach(
        (path, uses) -> tree.putIfObject(path, (json, field) -> read(json, field, uses)));
    strict.forEach((path, uses) -> tree.put(path, (json, field) -> read(json, field, uses)));
    rules.columns().paths().values().stream()
        .filter(strict::containsKey)
        .forEach(path -> tree.putWhole(path, (json, field) -> read(json, field, strict.get(path))));
  }

  /** Adds a field that the user has named: in the document, or among the attributes of an entry. */
  private static void add(
      Map<String, List<Use>> strict, Map<String, List<Use>> others, String path, Target target) {
    put(strict, path, new Use(target, true));
    if (!path.startsWith(ATTRIBUTES)) {
      put(others, ATTRIBUTES + path, new Use(target, true));
    }
  }

  private static void addKnown(
      Map<String, List<Use>> strict, Map<String, List<Use>> others, Target target) {
    put(strict, target.column(), new Use(target, true));
    for (String path : NESTED.getOrDefault(target, List.of())) {
      put(strict, path, new Use(target, true));
    }
    for (String path : OTHERS.getOrDefault(target, List.of())) {
      put(others, path, new Use(target, false));
    }
    for (String name : PROVIDERS.getOrDefault(target, List.of())) {
      put(others, name, new Use(target, false));
      put(others, ATTRIBUTES + name, new Use(target, false));
    }
  }

  private static void put(Map<String, List<Use>> uses, String path, Use use) {
    uses.computeIfAbsent(path, key -> new ArrayList<>()).add(use);
  }

  private void read(JsonParser json, String field, List<Use> uses) throws IOException {
    double value = number(json, field);
    if (Double.isNaN(value)) {
      return;
    }
    for (Use use : uses) {
      if (use.own()) {
        values.put(use.target(), value);
      } else {
        values.putIfAbsent(use.target(), value);
      }
    }
  }

  /** Returns a finite number; NaN for null, a fault, and what may stand for none. */
  double number(JsonParser json, String field) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING && json.getText().equals(ABSENT)) {
      absences.add(
          RejectionReason.MALFORMED_FIELD,
          "%s should be a number, is \"%s\"".formatted(field, ABSENT));
      return Double.NaN;
    }
    return fields.number(json, field);
  }

  /** Returns the faults that documents of JARVIS do not have: numbers that say "na". */
  Faults absences() {
    return absences;
  }

  /** Forgets the document before. */
  void clear() {
    absences.clear();
    values.clear();
  }

  Map<Target, Double> values() {
    return Collections.unmodifiableMap(values);
  }
}
