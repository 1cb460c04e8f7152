package org.latticework.pipeline.ingest.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.latticework.featurizer.crystal.Element;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.pipeline.ingest.cif.CifCrystal;
import org.latticework.pipeline.ingest.record.ColumnMap;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.ingest.record.Faults;
import org.latticework.pipeline.material.RejectionReason;

/**
 * Reads a structure. As pymatgen writes it, it has {@code lattice.matrix} in Å and {@code sites}
 * with {@code species} and {@code abc}. {@link AtomsParser} and {@link OptimadeParser} know two
 * other ways, which share no field with it: so the fields say which it is, in any order. Everything
 * else is skipped.
 */
final class StructureParser {
  /** The largest cell, atoms. */
  static final int MAX_SITES = CifCrystal.MAX_SITES;

  private final Faults faults;
  private final JsonFields fields;
  private final CellMatrix cell;
  private final SiteParser site;
  private final AtomsParser atoms = new AtomsParser();
  private final OptimadeParser optimade = new OptimadeParser();
  private int[] atomicNumbers = new int[64];
  private double[] fractional = new double[3 * 64];
  private int sites;
  private int deuterium; // sites

  StructureParser(Faults faults, JsonFields fields) {
    this.faults = faults;
    this.fields = fields;
    this.cell = new CellMatrix("lattice.matrix", fields, faults);
    this.site = new SiteParser(faults, fields);
  }

  /** Has the fields read that hold a structure, or parts of one. */
  void register(FieldTree tree, ColumnMap columns) {
    Optional<String> path = columns.path(ColumnMap.STRUCTURE);
    if (path.isPresent()) {
      tree.putNamed(path.get(), this::read);
      return;
    }
    tree.put(ColumnMap.STRUCTURE, this::read);
    tree.put("atoms", this::readIfObject);
    for (String name : OptimadeParser.FIELDS) {
      tree.put(name, (json, field) -> optimade.read(json, name));
      tree.putIfObject("attributes." + name, (json, field) -> optimade.read(json, name));
    }
  }

  /** Forgets the structure of the record before. */
  void clear() {
    cell.clear();
    atoms.clear();
    optimade.clear();
    sites = 0;
    deuterium = 0;
  }

  private void read(JsonParser json, String field) throws IOException {
    fields.object(json, field, name -> readField(json, name));
  }

  private void readIfObject(JsonParser json, String field) throws IOException {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      read(json, field);
    } else {
      json.skipChildren();
    }
  }

  private void readField(JsonParser json, String name) throws IOException {
    switch (name) {
      case "lattice" -> readLattice(json);
      case "sites" -> readSites(json);
      case "lattice_mat", "coords", "elements", "cartesian" -> atoms.read(json, name);
      default -> {
        if (OptimadeParser.FIELDS.contains(name)) {
          optimade.read(json, name);
        } else {
          json.skipChildren();
        }
      }
    }
  }

  private void readLattice(JsonParser json) throws IOException {
    fields.object(
        json,
        "lattice",
        name -> {
          switch (name) {
            case "matrix" -> cell.read(json);
            case "pbc" -> readPeriodicity(json);
            default -> json.skipChildren();
          }
        });
  }

  private void readPeriodicity(JsonParser json) throws IOException {
    if (!fields.startsArray(json, "lattice.pbc")) {
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (!fields.truth(json, "lattice.pbc")) {
        faults.add(RejectionReason.NOT_PERIODIC, "lattice.pbc is not true for all vectors");
      }
    }
  }

  private void readSites(JsonParser json) throws IOException {
    sites = 0;
    deuterium = 0;
    if (!fields.startsArray(json, "sites")) {
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (sites == MAX_SITES) {
        faults.add(RejectionReason.TOO_MANY_SITES, "more than " + MAX_SITES + " sites");
        json.skipChildren();
        continue;
      }
      if (sites == atomicNumbers.length) {
        atomicNumbers = Arrays.copyOf(atomicNumbers, 2 * sites);
        fractional = Arrays.copyOf(fractional, 6 * sites);
      }
      site.read(json, sites);
      atomicNumbers[sites] = site.element().map(Element::atomicNumber).orElse(0);
      deuterium += site.deuterium() ? 1 : 0;
      site.copyFractional(fractional, 3 * sites);
      sites++;
    }
  }

  /** Returns the reduced formula of the structure read last, deuterium as D. */
  String formula(Structure structure) {
    return DocumentSpecies.formula(structure.composition(), deuterium);
  }

  /** Returns whether nothing of a structure was read. */
  boolean isEmpty() {
    return isNotPymatgens() && !atoms.any() && !optimade.any();
  }

  /** Returns whether the structure is written as JARVIS does. */
  boolean isJarvis() {
    return isNotPymatgens() && atoms.any();
  }

  private boolean isNotPymatgens() {
    return sites == 0 && !cell.any();
  }

  /** Returns the structure read last; none where it had a fault, which is noted. */
  Optional<Structure> finish() {
    if (isJarvis()) {
      Optional<Structure> structure = atoms.finish();
      deuterium = atoms.deuterium();
      return sound(structure, atoms.fault());
    }
    if (isNotPymatgens() && optimade.any()) {
      Optional<Structure> structure = optimade.finish();
      deuterium = optimade.deuterium();
      return sound(structure, optimade.fault());
    }
    if (sites == 0) {
      faults.add(RejectionReason.MISSING_STRUCTURE, "no structure with sites");
    }
    return cell.structure(
        Arrays.copyOf(atomicNumbers, sites), Arrays.copyOf(fractional, 3 * sites));
  }

  private Optional<Structure> sound(Optional<Structure> structure, Optional<Fault> fault) {
    fault.ifPresent(found -> faults.add(found.reason(), found.detail()));
    return faults.first().isPresent() ? Optional.empty() : structure;
  }
}
