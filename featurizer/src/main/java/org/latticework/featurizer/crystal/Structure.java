package org.latticework.featurizer.crystal;

import java.io.Serializable;

/** A fully ordered crystal: a lattice and N sites, each occupied by one element. */
public final class Structure implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Lattice lattice;
  private final int[] atomicNumbers; // N
  private final double[] fractional; // 3 N; may lie outside [0, 1)

  /**
   * Copies the arrays and checks them.
   *
   * @param lattice cell, Å
   * @param atomicNumbers N numbers in 1 … 118
   * @param fractional 3 N finite numbers: x, y, z of each site in units of the cell vectors
   * @throws IllegalArgumentException if there is no site, the lengths disagree, an atomic number
   *     does not exist or a coordinate is not finite; the message names the site
   */
  public Structure(Lattice lattice, int[] atomicNumbers, double[] fractional) {
    if (atomicNumbers.length == 0) {
      throw new IllegalArgumentException("A structure needs at least one site");
    }
    if (fractional.length != 3 * atomicNumbers.length) {
      throw new IllegalArgumentException(
          "%d sites need %d coordinates, got %d"
              .formatted(atomicNumbers.length, 3 * atomicNumbers.length, fractional.length));
    }
    for (int i = 0; i < atomicNumbers.length; i++) {
      if (atomicNumbers[i] < 1 || atomicNumbers[i] > Element.MAX_ATOMIC_NUMBER) {
        throw new IllegalArgumentException(
            "Site %d has atomic number %d, need 1 to 118".formatted(i, atomicNumbers[i]));
      }
    }
    for (int k = 0; k < fractional.length; k++) {
      if (!Double.isFinite(fractional[k])) {
        throw new IllegalArgumentException(
            "Site %d has the coordinate %s".formatted(k / 3, fractional[k]));
      }
    }
    this.lattice = lattice;
    this.atomicNumbers = atomicNumbers.clone();
    this.fractional = fractional.clone();
  }

  public Lattice lattice() {
    return lattice;
  }

  /** Returns N, the number of sites. */
  public int size() {
    return atomicNumbers.length;
  }

  /** Returns the atomic number of site i. */
  public int atomicNumber(int i) {
    return atomicNumbers[i];
  }

  /** Returns the element of site i. */
  public Element element(int i) {
    return Element.ofNumber(atomicNumbers[i]);
  }

  /**
   * Returns one fractional coordinate of site i.
   *
   * @param axis 0, 1 or 2: along a, b or c
   */
  public double fractional(int i, int axis) {
    return fractional[3 * i + axis];
  }

  /** Returns site i. */
  public Site site(int i) {
    return new Site(
        element(i), new Vector3(fractional[3 * i], fractional[3 * i + 1], fractional[3 * i + 2]));
  }

  /** Returns a copy of the N atomic numbers. */
  public int[] atomicNumbers() {
    return atomicNumbers.clone();
  }

  /** Returns a copy of the 3 N fractional coordinates. */
  public double[] fractionals() {
    return fractional.clone();
  }

  /** Returns what the cell is made of. */
  public Composition composition() {
    return Composition.of(atomicNumbers);
  }
}
