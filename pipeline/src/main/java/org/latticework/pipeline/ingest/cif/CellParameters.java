package org.latticework.pipeline.ingest.cif;

import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Vector3;
import org.latticework.pipeline.ingest.cifvalue.CifException;
import org.latticework.pipeline.ingest.cifvalue.CifFault;
import org.latticework.pipeline.ingest.cifvalue.CifNumber;

/**
 * The six numbers that describe a cell.
 *
 * @param a length, Å
 * @param b length, Å
 * @param c length, Å
 * @param alpha angle between b and c, degrees
 * @param beta angle between c and a, degrees
 * @param gamma angle between a and b, degrees
 */
record CellParameters(double a, double b, double c, double alpha, double beta, double gamma) {
  /** Twice the distance at which sites count as coincident: a flatter cell meets itself. */
  private static final double MIN_HEIGHT = 2 * CifCell.MIN_DISTANCE;

  private static final double MAX_LENGTH = 10_000; // Å

  static CellParameters of(CifBlock block) throws CifException {
    double[] values = new double[CifTags.CELL.size()];
    for (int k = 0; k < values.length; k++) {
      String tag = CifTags.CELL.get(k);
      String value =
          block
              .value(tag)
              .orElseThrow(() -> new CifException(CifFault.MISSING_CELL, tag + " is missing"));
      values[k] = CifNumber.parse(tag, value);
    }
    return new CellParameters(values[0], values[1], values[2], values[3], values[4], values[5]);
  }

  /**
   * Returns the cell vectors: a along x, b in the xy plane, c with z > 0.
   *
   * @throws CifException if lengths are not in (0, 10000] Å, angles not in (0, 180) or together
   *     impossible, or the cell is flatter than 0.2 Å
   */
  Lattice lattice() throws CifException {
    for (double length : new double[] {a, b, c}) {
      require(length > 0 && length <= MAX_LENGTH, "lengths must be in (0, 10000] Å");
    }
    for (double angle : new double[] {alpha, beta, gamma}) {
      require(angle > 0 && angle < 180, "angles must be between 0 and 180 degrees");
    }
    double x = cosine(beta);
    double y = (cosine(alpha) - x * cosine(gamma)) / sine(gamma);
    double zz = 1 - x * x - y * y;
    require(zz > 1e-12, "no cell has these three angles");
    Lattice lattice =
        new Lattice(
            new Vector3(a, 0, 0),
            new Vector3(b * cosine(gamma), b * sine(gamma), 0),
            new Vector3(c * x, c * y, c * Math.sqrt(zz)));
    double height = Math.min(lattice.heightA(), Math.min(lattice.heightB(), lattice.heightC()));
    require(height >= MIN_HEIGHT, "opposite faces must be at least 0.2 Å apart");
    return lattice;
  }

  private void require(boolean holds, String rule) throws CifException {
    if (!holds) {
      throw new CifException(
          CifFault.BAD_CELL,
          "Cell: %s, got %s, %s, %s Å, %s, %s, %s°".formatted(rule, a, b, c, alpha, beta, gamma));
    }
  }

  /** Returns the cosine, exact for the angles that symmetry makes, so that right is right. */
  private static double cosine(double degrees) {
    if (degrees == 90) {
      return 0;
    }
    if (degrees == 60) {
      return 0.5;
    }
    return degrees == 120 ? -0.5 : Math.cos(Math.toRadians(degrees));
  }

  private static double sine(double degrees) {
    return degrees == 90 ? 1 : Math.sin(Math.toRadians(degrees));
  }
}
