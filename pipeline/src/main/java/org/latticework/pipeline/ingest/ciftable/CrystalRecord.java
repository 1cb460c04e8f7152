package org.latticework.pipeline.ingest.ciftable;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.latticework.pipeline.ingest.cif.CifBlock;
import org.latticework.pipeline.ingest.cif.CifCrystal;
import org.latticework.pipeline.ingest.cifvalue.CifException;
import org.latticework.pipeline.ingest.cifvalue.CifFault;
import org.latticework.pipeline.ingest.document.DocumentSpecies;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.ingest.record.Faults;
import org.latticework.pipeline.ingest.record.Place;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.ingest.record.SymmetryNumber;
import org.latticework.pipeline.material.Material;
import org.latticework.pipeline.material.Origin;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.material.Target;

/** A crystal in a text, and what else is known of it, as a record. */
public final class CrystalRecord {
  private static final Pattern NUMBER =
      Pattern.compile(
          "[+-]?(?:(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?|NaN|Infinity)");

  private final String id;
  private final RecordRules rules;
  private final Faults faults = new Faults();
  private final Map<Target, Double> targets = new HashMap<>();
  private String formula = "";
  private String license = "";
  private boolean deprecated;
  private OptionalInt symmetryNumber = OptionalInt.empty();

  /**
   * Begins a record.
   *
   * @param id its name; a blank one is a fault
   */
  public CrystalRecord(String id, RecordRules rules) {
    this.id = id;
    this.rules = rules;
    if (id.isBlank()) {
      faults.add(RejectionReason.MISSING_ID, "the record has no id");
    }
  }

  /** Notes what is wrong with what else is known of the crystal. */
  public void add(Fault fault) {
    faults.add(fault.reason(), fault.detail());
  }

  /**
   * Notes a text under the name that summary documents give it; one that they do not know, and an
   * empty text, means nothing.
   *
   * @param given what the file calls it
   */
  public void put(String field, String given, String text) {
    if (text.isBlank()) {
      return;
    }
    Optional<Target> target = rules.targetOf(field);
    if (target.isPresent()) {
      number(given, text).ifPresent(value -> targets.put(target.get(), value));
      return;
    }
    if (rules.structuresOnly() && !field.equals("formula_pretty")) {
      return;
    }
    switch (field) {
      case "formula_pretty" -> formula = text;
      case "license" -> license = text.strip();
      case "deprecated" -> putDeprecated(given, text);
      case "spacegroup_number" -> number(given, text).ifPresent(value -> putSymmetry(given, value));
      default -> {} // nobody knows it
    }
  }

  private void putSymmetry(String field, double value) {
    symmetryNumber = SymmetryNumber.of(value);
    if (symmetryNumber.isEmpty()) {
      faults.add(RejectionReason.MALFORMED_FIELD, SymmetryNumber.fault(field, value));
    }
  }

  private void putDeprecated(String field, String text) {
    deprecated = text.strip().equalsIgnoreCase("true");
    if (!deprecated && !text.strip().equalsIgnoreCase("false")) {
      faults.add(
          RejectionReason.MALFORMED_FIELD,
          "%s should be true or false, is %s".formatted(field, shown(text)));
    }
  }

  private Optional<Double> number(String field, String text) {
    String number = text.strip();
    if (!NUMBER.matcher(number).matches()) { // Java would read 0x1p3 and 1.5f
      faults.add(
          RejectionReason.MALFORMED_FIELD,
          "%s should be a number, is %s".formatted(field, shown(text)));
      return Optional.empty();
    }
    double value = Double.parseDouble(number);
    if (!Double.isFinite(value)) {
      faults.add(RejectionReason.NOT_FINITE, "%s is %s".formatted(field, shown(text)));
      return Optional.empty();
    }
    return Optional.of(value);
  }

  private static String shown(String text) {
    return "'%s'".formatted(text.length() <= 40 ? text : text.substring(0, 40) + "…");
  }

  /** Reads the block and puts everything together. */
  DumpRecord record(CifBlock block, DumpFile file, Place place) {
    try {
      return record(block.crystal(), file, place);
    } catch (CifException e) {
      faults.add(reason(e.fault()), e.getMessage());
      return refusal(file, place);
    }
  }

  /** Puts everything together. */
  public DumpRecord record(CifCrystal crystal, DumpFile file, Place place) {
    Optional<Fault> fault = rules.keptOut(license, deprecated).or(faults::first);
    if (fault.isPresent()) {
      return rules.refuse(file, place, id, "", fault.get());
    }
    Material material =
        new Material(
            rules.versionOf(file, ""),
            id,
            formula.isEmpty()
                ? DocumentSpecies.formula(
                    crystal.structure().composition(), crystal.deuteriumSites())
                : formula,
            crystal.structure(),
            targets,
            symmetryNumber.isPresent() ? symmetryNumber : crystal.symmetryNumber(),
            deprecated,
            license,
            Optional.empty(),
            new Origin(file.source(), place.record()));
    return new DumpRecord.Accepted(place.position(), material);
  }

  /** Returns the rejection for the first fault that was noted. */
  public DumpRecord refusal(DumpFile file, Place place) {
    return rules.refuse(file, place, id, "", faults.first().orElseThrow());
  }

  /** Returns the reason that the rejections table gives for a fault. */
  static RejectionReason reason(CifFault fault) {
    return switch (fault) {
      case SYNTAX -> RejectionReason.MALFORMED_CIF;
      case MISSING_CELL -> RejectionReason.MISSING_LATTICE;
      case BAD_CELL -> RejectionReason.FLAT_CELL;
      case MISSING_SYMMETRY -> RejectionReason.MISSING_SYMMETRY;
      case BAD_SYMMETRY -> RejectionReason.BAD_SYMMETRY;
      case NO_CRYSTAL, MISSING_SITES, MISSING_COORDINATE, CARTESIAN_AXES ->
          RejectionReason.MISSING_STRUCTURE;
      case BAD_NUMBER -> RejectionReason.MALFORMED_FIELD;
      case UNKNOWN_ELEMENT, DUMMY_SITE -> RejectionReason.UNKNOWN_ELEMENT;
      case PARTIAL_OCCUPANCY -> RejectionReason.PARTIAL_OCCUPANCY;
      case IMPLICIT_HYDROGEN -> RejectionReason.IMPLICIT_HYDROGEN;
      case MISSING_ELEMENT -> RejectionReason.MISSING_ELEMENT;
      case COINCIDENT_SITES -> RejectionReason.COINCIDENT_SITES;
      case TOO_MANY_SITES -> RejectionReason.TOO_MANY_SITES;
    };
  }
}
