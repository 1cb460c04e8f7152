package org.latticework.featurizer.synthetic;

import org.latticework.featurizer.crystal.Structure;

/**
 * A made-up material. Its numbers come from a formula ({@link SyntheticMaterials}); they are no
 * substitute for measured or DFT data.
 *
 * @param materialId {@code "syn-"} and its index
 * @param prototype label of the structure type: {@code "rock salt"}
 * @param symmetryNumber space group of the undistorted type, 1 … 230
 * @param structure the crystal, slightly distorted
 * @param formationEnergyPerAtom eV/atom
 * @param energyAboveHull eV/atom, at least 0: above the lowest of the elements, the undistorted
 *     polymorphs of the same composition in the generator, and itself
 * @param bandGap eV, at least 0
 */
public record SyntheticMaterial(
    String materialId,
    String prototype,
    int symmetryNumber,
    Structure structure,
    double formationEnergyPerAtom,
    double energyAboveHull,
    double bandGap) {
  private static final double GRAMS_PER_CUBIC_CENTIMETER = 1.66053907; // of 1 u/Å³

  /** Returns the mass of the cell by its volume, g/cm³. */
  public double density() {
    double mass = 0;
    for (int i = 0; i < structure.size(); i++) {
      mass += ElementTable.mass(structure.element(i));
    }
    return GRAMS_PER_CUBIC_CENTIMETER * mass / structure.lattice().volume();
  }
}
