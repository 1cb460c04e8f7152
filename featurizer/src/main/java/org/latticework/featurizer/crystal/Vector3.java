package org.latticework.featurizer.crystal;

import java.io.Serializable;

/** A vector in three dimensions; Å where it is Cartesian, without unit where it is fractional. */
public record Vector3(double x, double y, double z) implements Serializable {
  public Vector3 {
    if (!(Double.isFinite(x) && Double.isFinite(y) && Double.isFinite(z))) {
      throw new IllegalArgumentException(
          "Components of a vector must be finite, got (%s, %s, %s)".formatted(x, y, z));
    }
  }

  /** Returns the sum of both vectors. */
  public Vector3 plus(Vector3 other) {
    return new Vector3(x + other.x, y + other.y, z + other.z);
  }

  /** Returns this vector multiplied by a number. */
  public Vector3 times(double factor) {
    return new Vector3(x * factor, y * factor, z * factor);
  }

  /** Returns the scalar product. */
  public double dot(Vector3 other) {
    return x * other.x + y * other.y + z * other.z;
  }

  /** Returns the vector product. */
  public Vector3 cross(Vector3 other) {
    return new Vector3(
        y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
  }

  /** Returns the Euclidean length. */
  public double length() {
    return Math.sqrt(dot(this));
  }
}
