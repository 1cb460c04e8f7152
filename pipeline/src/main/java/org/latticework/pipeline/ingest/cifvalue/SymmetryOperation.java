package org.latticework.pipeline.ingest.cifvalue;

import java.util.StringJoiner;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Vector3;

/** An operation of a space group on fractional coordinates: x′ = R x + t, R of −1, 0 and 1. */
public final class SymmetryOperation {
  private final int[] rotation; // 9: R, row by row
  private final double[] translation; // 3: t, each in [0, 1)

  private SymmetryOperation(int[] rotation, double[] translation) {
    this.rotation = rotation;
    this.translation = translation;
    for (int k = 0; k < 3; k++) {
      translation[k] -= Math.floor(translation[k]);
    }
  }

  public static SymmetryOperation identity() {
    return new SymmetryOperation(new int[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, new double[3]);
  }

  /**
   * Returns the operation that a text like {@code -x+1/2, y, z+0.25} spells.
   *
   * @throws CifException if it spells none, or one whose determinant is not ±1
   */
  public static SymmetryOperation parse(String text) throws CifException {
    OperationText rows = new OperationText(text);
    SymmetryOperation operation = new SymmetryOperation(rows.rotation(), rows.translation());
    if (Math.abs(operation.determinant()) != 1) {
      throw OperationText.bad(text, "its determinant must be 1 or -1");
    }
    return operation;
  }

  /** Returns the image of a position, not moved into the cell. */
  public Vector3 apply(Vector3 f) {
    int[] r = rotation;
    return new Vector3(
        r[0] * f.x() + r[1] * f.y() + r[2] * f.z() + translation[0],
        r[3] * f.x() + r[4] * f.y() + r[5] * f.z() + translation[1],
        r[6] * f.x() + r[7] * f.y() + r[8] * f.z() + translation[2]);
  }

  /** Returns the operation that acts like the other, then like this. */
  public SymmetryOperation after(SymmetryOperation other) {
    int[] product = new int[9];
    for (int k = 0; k < 9; k++) {
      for (int m = 0; m < 3; m++) {
        product[k] += rotation[k / 3 * 3 + m] * other.rotation[3 * m + k % 3];
      }
    }
    double[] t = other.translation;
    Vector3 moved = apply(new Vector3(t[0], t[1], t[2]));
    return new SymmetryOperation(product, new double[] {moved.x(), moved.y(), moved.z()});
  }

  /** Returns a number that is different for different R, even for products of two operations. */
  public int rotationKey() {
    int key = 0;
    for (int entry : rotation) {
      key = 8 * key + entry + 3; // the entries of a product are −3 … 3
    }
    return key;
  }

  /** Returns the largest difference between translations, in units of a cell vector, modulo 1. */
  public double translationDistance(SymmetryOperation other) {
    double largest = 0;
    for (int k = 0; k < 3; k++) {
      double difference = translation[k] - other.translation[k];
      largest = Math.max(largest, Math.abs(difference - Math.rint(difference)));
    }
    return largest;
  }

  /** Returns the largest relative change of a product of two cell vectors under R. */
  public double strain(Lattice lattice) {
    Vector3[] cell = {lattice.a(), lattice.b(), lattice.c()};
    Vector3[] image = new Vector3[3];
    for (int k = 0; k < 3; k++) {
      image[k] =
          cell[0]
              .times(rotation[k])
              .plus(cell[1].times(rotation[3 + k]))
              .plus(cell[2].times(rotation[6 + k]));
    }
    double largest = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double change = Math.abs(image[i].dot(image[j]) - cell[i].dot(cell[j]));
        largest = Math.max(largest, change / (cell[i].length() * cell[j].length()));
      }
    }
    return largest;
  }

  /** Returns the operation as CIF writes it: {@code -x+0.5,y,z}. */
  @Override
  public String toString() {
    StringJoiner rows = new StringJoiner(",");
    for (int row = 0; row < 3; row++) {
      StringBuilder sum = new StringBuilder();
      for (int column = 0; column < 3; column++) {
        int entry = rotation[3 * row + column];
        if (entry != 0) {
          sum.append(entry < 0 ? "-" : sum.isEmpty() ? "" : "+").append("xyz".charAt(column));
        }
      }
      rows.add(translation[row] == 0 ? sum : sum.append('+').append(translation[row]));
    }
    return rows.toString();
  }

  private int determinant() {
    int[] r = rotation;
    return r[0] * (r[4] * r[8] - r[5] * r[7])
        - r[1] * (r[3] * r[8] - r[5] * r[6])
        + r[2] * (r[3] * r[7] - r[4] * r[6]);
  }
}
