package org.latticework.pipeline.ingest.document;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Optional;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.crystal.Vector3;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.ingest.record.Faults;
import org.latticework.pipeline.material.RejectionReason;

/** The cell vectors of a structure, Å: three rows. */
final class CellMatrix {
  private final Triples rows;
  private final Faults faults;

  CellMatrix(String field, JsonFields fields, Faults faults) {
    this.rows = new Triples(field, 3, fields, faults);
    this.faults = faults;
  }

  /** Forgets the cell before. */
  void clear() {
    rows.clear();
  }

  /** Returns whether there was a cell. */
  boolean any() {
    return rows.any();
  }

  /** Reads the current value. */
  void read(JsonParser json) throws IOException {
    rows.read(json);
    if (rows.any() && rows.rows() != 3) {
      faults.add(
          RejectionReason.MALFORMED_FIELD,
          "%s should have 3 rows, has %d".formatted(rows.field(), rows.rows()));
    }
  }

  /** Returns the lattice of a structure without faults; none if it has one, which is noted. */
  private Optional<Lattice> lattice() {
    if (!rows.any()) {
      faults.add(RejectionReason.MISSING_LATTICE, "structure has no " + rows.field());
    }
    if (faults.first().isPresent()) {
      return Optional.empty();
    }
    Optional<Fault> fault = Fault.ofCell(rows.field(), rows.values());
    fault.ifPresent(found -> faults.add(found.reason(), found.detail()));
    return fault.isPresent() ? Optional.empty() : Optional.of(Lattice.ofRows(rows.values()));
  }

  /**
   * Returns a structure in this cell; none if there is a fault, which is noted.
   *
   * @param atomicNumbers N
   * @param fractional 3 N
   */
  Optional<Structure> structure(int[] atomicNumbers, double[] fractional) {
    return lattice().map(lattice -> new Structure(lattice, atomicNumbers, fractional));
  }

  /**
   * Returns a structure whose positions are Cartesian; none if there is a fault, which is noted.
   *
   * @param atomicNumbers N
   * @param cartesian 3 N, Å
   */
  Optional<Structure> solved(int[] atomicNumbers, double[] cartesian) {
    return lattice()
        .flatMap(
            lattice ->
                fractional(lattice, cartesian)
                    .map(solved -> new Structure(lattice, atomicNumbers, solved)));
  }

  private Optional<double[]> fractional(Lattice lattice, double[] cartesian) {
    double[] solved = new double[cartesian.length];
    for (int k = 0; k < cartesian.length; k += 3) {
      Vector3 position = new Vector3(cartesian[k], cartesian[k + 1], cartesian[k + 2]);
      try {
        Vector3 site = lattice.fractional(position);
        solved[k] = site.x();
        solved[k + 1] = site.y();
        solved[k + 2] = site.z();
      } catch (IllegalArgumentException e) { // 1e308 Å away
        faults.add(RejectionReason.NOT_FINITE, "site %d is at %s Å".formatted(k / 3, position));
        return Optional.empty();
      }
    }
    return Optional.of(solved);
  }
}
