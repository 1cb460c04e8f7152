package org.latticework.featurizer.graph;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A table of features per element, in place of a learned embedding: 92 for each of the first 100
 * elements in Xie and Grossman, PRL 120, 145301 (2018).
 */
public final class AtomFeatures implements Serializable {
  private static final long serialVersionUID = 1L;

  private final float[][] rows; // elements by F; row Z − 1 belongs to atomic number Z

  /**
   * Copies the table and checks it.
   *
   * @param rows row Z − 1 belongs to atomic number Z; at least one row, all of the same positive
   *     length F, finite
   * @throws IllegalArgumentException if a row is of another length or a value is not finite; the
   *     message names the atomic number
   */
  public AtomFeatures(float[][] rows) {
    if (rows.length == 0 || rows[0].length == 0) {
      throw new IllegalArgumentException("Need features for at least one element");
    }
    this.rows = new float[rows.length][];
    for (int k = 0; k < rows.length; k++) {
      if (rows[k].length != rows[0].length) {
        throw new IllegalArgumentException(
            "Atomic number %d has %d features, need %d as the first"
                .formatted(k + 1, rows[k].length, rows[0].length));
      }
      for (float value : rows[k]) {
        if (!Float.isFinite(value)) {
          throw new IllegalArgumentException(
              "Atomic number %d has the feature %s".formatted(k + 1, value));
        }
      }
      this.rows[k] = rows[k].clone();
    }
  }

  /** Returns how many elements have features: those with atomic numbers up to this one. */
  public int elements() {
    return rows.length;
  }

  /** Returns F, the number of features of an element. */
  public int size() {
    return rows[0].length;
  }

  /** Returns one feature of an element of the table. */
  public float value(int atomicNumber, int feature) {
    return row(atomicNumber)[feature];
  }

  /**
   * Writes the features of one element.
   *
   * @param out receives F values from {@code offset} on
   * @throws IllegalArgumentException if the table does not reach the atomic number
   */
  public void copy(int atomicNumber, float[] out, int offset) {
    System.arraycopy(row(atomicNumber), 0, out, offset, size());
  }

  /**
   * Returns a short text that changes with any number of the table, and not with how a file writes
   * it: the first 32 hexadecimal digits of the SHA-256 of F, as an int, and of the rows, as floats,
   * in big-endian order.
   */
  public String fingerprint() {
    ByteBuffer numbers = ByteBuffer.allocate(4 + 4 * rows.length * size()).putInt(size());
    for (float[] row : rows) {
      for (float value : row) {
        numbers.putFloat(value);
      }
    }
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(numbers.array());
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private float[] row(int atomicNumber) {
    if (atomicNumber < 1 || atomicNumber > rows.length) {
      throw new IllegalArgumentException(
          "No features for atomic number %d, the table has 1 to %d"
              .formatted(atomicNumber, rows.length));
    }
    return rows[atomicNumber - 1];
  }

  /** Returns the table: a row of features an element, from hydrogen on. */
  public float[][] rows() {
    float[][] rows = new float[elements()][size()];
    for (int z = 1; z <= rows.length; z++) {
      copy(z, rows[z - 1], 0);
    }
    return rows;
  }
}
