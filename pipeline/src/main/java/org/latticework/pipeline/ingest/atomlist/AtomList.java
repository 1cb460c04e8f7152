package org.latticework.pipeline.ingest.atomlist;

import java.util.Optional;
import java.util.OptionalInt;
import org.latticework.featurizer.crystal.Element;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.crystal.Vector3;
import org.latticework.pipeline.ingest.cif.CifCrystal;
import org.latticework.pipeline.ingest.document.DocumentSpecies;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.material.RejectionReason;

/** A cell that is filled atom by atom. */
final class AtomList {
  private final Lattice lattice;
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
    Optional<Fault> fault = Fault.ofCell("the cell", rows);
    if (fault.isPresent()) {
      throw new AtomListException(fault.get().reason(), fault.get().detail());
    }
    return Lattice.ofRows(rows);
  }

  /**
   * Returns the volume between the given rows, in units of their cube.
   *
   * @throws AtomListException if there is none
   */
  static double volume(double[] rows) throws AtomListException {
    try {
      return Lattice.ofRows(rows).volume();
    } catch (IllegalArgumentException e) {
      throw new AtomListException(RejectionReason.FLAT_CELL, e.getMessage());
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
    Vector3 site;
    try {
      site = lattice.fractional(new Vector3(x, y, z));
    } catch (IllegalArgumentException e) { // 1e308 Å away
      throw new AtomListException(
          RejectionReason.NOT_FINITE, "site %d is at (%s, %s, %s) Å".formatted(size, x, y, z));
    }
    addFractional(species, site.x(), site.y(), site.z());
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
