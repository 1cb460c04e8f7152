package org.latticework.pipeline.ingest.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.ingest.record.Faults;
import org.latticework.pipeline.material.RejectionReason;

/**
 * Reads a structure as OPTIMADE's specification has it: {@code lattice_vectors} and {@code
 * cartesian_site_positions} in Å, and for each site in {@code species_at_sites} the name of one of
 * its {@code species}. What is wrong counts only where a structure is written so.
 *
 * <p>Source: Andersen et al., Scientific Data 8, 217 (2021); specification 1.2, "Structures
 * Entries".
 */
final class OptimadeParser {
  /** The fields that are read. */
  static final List<String> FIELDS =
      List.of(
          "lattice_vectors",
          "cartesian_site_positions",
          "species",
          "species_at_sites",
          "dimension_types",
          "nperiodic_dimensions",
          "structure_features");

  private static final int MAX_FEATURES = 100;

  private final Faults faults = new Faults();
  private final JsonFields fields = new JsonFields(faults);
  private final Faults kindFaults = new Faults(); // of the structure as a whole: they come first
  private final CellMatrix cell = new CellMatrix("lattice_vectors", fields, faults);
  private final Triples positions =
      new Triples("cartesian_site_positions", StructureParser.MAX_SITES, fields, faults);
  private final OptimadeSpecies species = new OptimadeSpecies(fields, faults);
  private final List<String> names = new ArrayList<>(); // of the sites' species
  private final List<String> features = new ArrayList<>();
  private boolean any;
  private int deuterium; // sites

  /** Forgets the structure before. */
  void clear() {
    faults.clear();
    kindFaults.clear();
    cell.clear();
    positions.clear();
    species.clear();
    names.clear();
    any = false;
  }

  /** Reads the current value, that of one of {@link #FIELDS}. */
  void read(JsonParser json, String name) throws IOException {
    switch (name) {
      case "lattice_vectors" -> readCell(json);
      case "cartesian_site_positions" -> readPositions(json);
      case "species" -> species.read(json);
      case "species_at_sites" -> fields.texts(json, name, StructureParser.MAX_SITES, names);
      case "dimension_types" -> readDimensions(json, name);
      case "nperiodic_dimensions" -> requirePeriodic(name, fields.number(json, name), 3);
      default -> readFeatures(json, name);
    }
  }

  private void readCell(JsonParser json) throws IOException {
    any = true;
    cell.read(json);
  }

  private void readPositions(JsonParser json) throws IOException {
    any = true;
    positions.read(json);
  }

  private void readDimensions(JsonParser json, String name) throws IOException {
    if (!fields.startsArray(json, name)) {
      return;
    }
    int dimensions = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.VALUE_NULL) {
        faults.add(RejectionReason.MALFORMED_FIELD, name + " holds null");
      }
      requirePeriodic(name, fields.number(json, name), 1);
      dimensions++;
    }
    if (dimensions != 3) {
      faults.add(
          RejectionReason.MALFORMED_FIELD,
          "%s should have 3 numbers, has %d".formatted(name, dimensions));
    }
  }

  private void requirePeriodic(String name, double value, int periodic) {
    if (!Double.isNaN(value) && value != periodic) { // NaN is null, or a fault that is noted
      kindFaults.add(
          RejectionReason.NOT_PERIODIC,
          "%s has %s where a crystal has %d"
              .formatted(name, value == (int) value ? (Object) (int) value : value, periodic));
    }
  }

  private void readFeatures(JsonParser json, String name) throws IOException {
    fields.texts(json, name, MAX_FEATURES, features);
    if (features.contains("assemblies")) {
      kindFaults.add(RejectionReason.PARTIAL_OCCUPANCY, name + " has assemblies");
    }
    if (features.contains("implicit_atoms")) {
      kindFaults.add(
          RejectionReason.MISSING_STRUCTURE, name + " has implicit_atoms, which have no sites");
    }
  }

  /** Returns whether a structure is written so. */
  boolean any() {
    return any;
  }

  /** Returns how many sites of the structure are deuterium. */
  int deuterium() {
    return deuterium;
  }

  /** Returns what is wrong with the structure. */
  Optional<Fault> fault() {
    return kindFaults.first().or(faults::first);
  }

  /** Returns the structure; none where it has a fault. */
  Optional<Structure> finish() {
    int sites = positions.rows();
    if (sites == 0) {
      faults.add(RejectionReason.MISSING_STRUCTURE, "no cartesian_site_positions");
    } else if (sites > StructureParser.MAX_SITES) {
      faults.add(
          RejectionReason.TOO_MANY_SITES, "more than " + StructureParser.MAX_SITES + " sites");
    } else if (names.isEmpty()) {
      faults.add(RejectionReason.MISSING_STRUCTURE, "no species_at_sites");
    } else if (names.size() != sites) {
      faults.add(
          RejectionReason.MALFORMED_FIELD,
          "cartesian_site_positions and species_at_sites should be as many, are %d and %d"
              .formatted(sites, names.size()));
    } else if (species.isEmpty()) {
      faults.add(
          RejectionReason.MISSING_STRUCTURE, "no species, which say what species_at_sites means");
    }
    return fault().isPresent() ? Optional.empty() : cell.solved(numbers(), positions.values());
  }

  private int[] numbers() {
    int[] numbers = new int[names.size()];
    deuterium = 0;
    for (int i = 0; i < numbers.length; i++) {
      Optional<OptimadeSpecies.Species> held = species.named(names.get(i));
      if (held.isEmpty()) {
        faults.add(
            RejectionReason.MALFORMED_FIELD,
            "site %d holds '%s', which species lacks".formatted(i, names.get(i)));
        return numbers;
      }
      Optional<Fault> fault = held.get().fault();
      if (fault.isPresent()) {
        faults.add(fault.get().reason(), "site %d holds %s".formatted(i, fault.get().detail()));
        return numbers;
      }
      numbers[i] = held.get().element().orElseThrow().atomicNumber();
      deuterium += DocumentSpecies.deuterium(held.get().symbol()) ? 1 : 0;
    }
    return numbers;
  }
}
