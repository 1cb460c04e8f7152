package org.latticework.pipeline.ingest.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.latticework.featurizer.crystal.Element;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.pipeline.ingest.cif.CifCrystal;
import org.latticework.pipeline.ingest.record.Faults;
import org.latticework.pipeline.material.RejectionReason;

/**
 * Reads a structure as pymatgen writes it: {@code lattice.matrix} in Å and {@code sites} with
 * {@code species} and {@code abc}. Everything else in it is skipped.
 */
final class StructureParser {
  /** The largest cell, atoms. */
  static final int MAX_SITES = CifCrystal.MAX_SITES;

  private static final double MIN_HEIGHT = 0.2; // Å, as of a CIF; no atom is so small
  private final Faults faults;
  private final JsonFields fields;
  private final SiteParser site;
  private final double[] matrix = new double[9];
  private int[] atomicNumbers = new int[64];
  private double[] fractional = new double[3 * 64];
  private boolean anyMatrix;
  private int sites;
  private int deuterium; // sites

  StructureParser(Faults faults, JsonFields fields) {
    this.faults = faults;
    this.fields = fields;
    this.site = new SiteParser(faults, fields);
  }

  /** Forgets the structure of the record before. */
  void clear() {
    anyMatrix = false;
    sites = 0;
    deuterium = 0;
  }

  /** Reads the current value. */
  void read(JsonParser json) throws IOException {
    clear();
    fields.object(
        json,
        "structure",
        name -> {
          switch (name) {
            case "lattice" -> readLattice(json);
            case "sites" -> readSites(json);
            default -> json.skipChildren();
          }
        });
  }

  private void readLattice(JsonParser json) throws IOException {
    fields.object(
        json,
        "lattice",
        name -> {
          switch (name) {
            case "matrix" -> readMatrix(json);
            case "pbc" -> readPeriodicity(json);
            default -> json.skipChildren();
          }
        });
  }

  private void readMatrix(JsonParser json) throws IOException {
    if (!fields.startsArray(json, "lattice.matrix")) {
      return;
    }
    int rows = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (fields.startsArray(json, "a row of lattice.matrix")) {
        readTriple(json, "lattice.matrix", matrix, rows < 3 ? 3 * rows : 0);
      } else {
        faults.add(RejectionReason.MALFORMED_FIELD, "lattice.matrix has no row " + rows);
      }
      rows++;
    }
    if (rows != 3) {
      faults.add(RejectionReason.MALFORMED_FIELD, "lattice.matrix should have 3 rows, has " + rows);
    }
    anyMatrix = true;
  }

  private void readTriple(JsonParser json, String field, double[] out, int offset)
      throws IOException {
    int n = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      double value = fields.number(json, field);
      if (n < 3) {
        out[offset + n] = value;
      }
      n++;
    }
    if (n != 3) {
      faults.add(
          RejectionReason.MALFORMED_FIELD, "%s should have 3 numbers, has %d".formatted(field, n));
    }
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

  /** Returns the structure read last; none where it had a fault, which is noted. */
  Optional<Structure> finish() {
    if (sites == 0) {
      faults.add(RejectionReason.MISSING_STRUCTURE, "no structure with sites");
    } else if (!anyMatrix) {
      faults.add(RejectionReason.MISSING_LATTICE, "structure has no lattice.matrix");
    }
    if (faults.first().isPresent()) {
      return Optional.empty();
    }
    for (double x : matrix) {
      if (Double.isNaN(x)) {
        faults.add(RejectionReason.MALFORMED_FIELD, "lattice.matrix holds null");
        return Optional.empty();
      }
    }
    Lattice lattice;
    try {
      lattice = Lattice.ofRows(matrix);
    } catch (IllegalArgumentException e) {
      faults.add(
          RejectionReason.FLAT_CELL,
          "the rows of lattice.matrix span no volume: " + Arrays.toString(matrix) + " Å");
      return Optional.empty();
    }
    double height = Math.min(lattice.heightA(), Math.min(lattice.heightB(), lattice.heightC()));
    if (height < MIN_HEIGHT) {
      faults.add(
          RejectionReason.FLAT_CELL,
          "opposite faces of lattice.matrix lie %s Å apart, need at least %s Å: is it in another unit?"
              .formatted(height, MIN_HEIGHT));
      return Optional.empty();
    }
    return Optional.of(
        new Structure(
            lattice, Arrays.copyOf(atomicNumbers, sites), Arrays.copyOf(fractional, 3 * sites)));
  }
}
