package org.latticework.pipeline.ingest.atomlist;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.latticework.featurizer.crystal.Element;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.crystal.Vector3;
import org.latticework.pipeline.ingest.cif.CifCrystal;
import org.latticework.pipeline.ingest.document.DocumentSpecies;
import org.latticework.pipeline.material.RejectionReason;

/** A cell that is filled atom by atom. */
final class AtomList {
  private static final double MIN_HEIGHT = 0.2; // Å, as of all forms; no atom is so small

  private final Lattice lattice;
  private final Vector3
      acrossA; // b × c / (a · b × c), 1/Å: times a position its coordinate along a
  private final Vector3 acrossB;
  private final Vector3 acrossC;
  private final int[] atomicNumbers;
  private final double[] fractional;
  private int size;
  private int deuterium;

  /**
   * Begins without atoms.
   *
   * @param atoms how many will be added
   * @throws AtomListException if there are none, or too many
   */
  AtomList(Lattice lattice, long atoms) throws AtomListException {
    requireCount(atoms);
    this.lattice = lattice;
    Vector3 bc = lattice.b().cross(lattice.c());
    double volume = lattice.a().dot(bc); // negative if the cell is left-handed
    this.acrossA = bc.times(1 / volume);
    this.acrossB = lattice.c().cross(lattice.a()).times(1 / volume);
    this.acrossC = lattice.a().cross(lattice.b()).times(1 / volume);
    this.atomicNumbers = new int[(int) atoms];
    this.fractional = new double[3 * (int) atoms];
  }

  /** Checks the number of atoms of a cell. */
  static void requireCount(long atoms) throws AtomListException {
    if (atoms == 0) {
      throw new AtomListException(RejectionReason.MISSING_STRUCTURE, "the cell has no atoms");
    }
    if (atoms > CifCrystal.MAX_SITES) {
      throw new AtomListException(
          RejectionReason.TOO_MANY_SITES,
          "the cell has %d sites, may have %d".formatted(atoms, CifCrystal.MAX_SITES));
    }
  }

  /**
   * Returns the cell with the given rows.
   *
   * @param rows nine finite numbers, Å: a, then b, then c
   * @throws AtomListException if they span no volume, or less than an atom needs
   */
  static Lattice lattice(double[] rows) throws AtomListException {
    Lattice lattice = spanned(rows);
    double height = Math.min(lattice.heightA(), Math.min(lattice.heightB(), lattice.heightC()));
    if (!(height >= MIN_HEIGHT)) {
      throw new AtomListException(
          RejectionReason.FLAT_CELL,
          "opposite faces of the cell lie %s Å apart, need at least %s Å: is it in another unit?"
              .formatted(height, MIN_HEIGHT));
    }
    return lattice;
  }

  /**
   * Returns the volume between the given rows, in units of their cube.
   *
   * @throws AtomListException if there is none
   */
  static double volume(double[] rows) throws AtomListException {
    return spanned(rows).volume();
  }

  private static Lattice spanned(double[] rows) throws AtomListException {
    try {
      return Lattice.ofRows(rows);
    } catch (IllegalArgumentException e) {
      throw new AtomListException(
          RejectionReason.FLAT_CELL,
          "the cell vectors span no volume: %s Å".formatted(Arrays.toString(rows)));
    }
  }

  /** Adds an atom at fractional coordinates. */
  void addFractional(Species species, double x, double y, double z) {
    atomicNumbers[size] = species.element.atomicNumber();
    fractional[3 * size] = x;
    fractional[3 * size + 1] = y;
    fractional[3 * size + 2] = z;
    deuterium += species.deuterium ? 1 : 0;
    size++;
  }

  /**
   * Adds an atom at Cartesian coordinates, Å.
   *
   * @throws AtomListException if they are not finite
   */
  void addCartesian(Species species, double x, double y, double z) throws AtomListException {
    if (!Double.isFinite(x + y + z)) {
      throw new AtomListException(
          RejectionReason.NOT_FINITE, "site %d is at (%s, %s, %s) Å".formatted(size, x, y, z));
    }
    Vector3 r = new Vector3(x, y, z);
    addFractional(species, acrossA.dot(r), acrossB.dot(r), acrossC.dot(r));
  }

  /**
   * Returns the crystal, once all atoms are there.
   *
   * @throws AtomListException if the numbers are so large that a coordinate is not finite
   */
  CifCrystal crystal() throws AtomListException {
    try {
      return new CifCrystal(
          "",
          new Structure(lattice, atomicNumbers, fractional),
          OptionalInt.empty(),
          Optional.empty(),
          deuterium);
    } catch (IllegalArgumentException e) {
      throw new AtomListException(RejectionReason.NOT_FINITE, e.getMessage());
    }
  }

  /**
   * What an atom is.
   *
   * @param deuterium whether it is spelled D
   */
  record Species(Element element, boolean deuterium) {
    /**
     * Returns the species that a symbol means, with or without a charge.
     *
     * @param where the symbol stands, for the message
     */
    static Species of(String where, String symbol) throws AtomListException {
      Element element =
          DocumentSpecies.element(symbol)
              .orElseThrow(
                  () ->
                      new AtomListException(
                          RejectionReason.UNKNOWN_ELEMENT,
                          "%s: %s is not the symbol of an element"
                              .formatted(where, Numbers.shown(symbol))));
      return new Species(element, DocumentSpecies.deuterium(symbol));
    }
  }
}
