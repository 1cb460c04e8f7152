package org.latticework.featurizer.synthetic;

import org.latticework.featurizer.prototype.Bonding;
import org.latticework.featurizer.prototype.Contacts;
import org.latticework.featurizer.prototype.Crystal;
import org.latticework.featurizer.prototype.Decoration;
import org.latticework.featurizer.prototype.Prototype;
import org.latticework.featurizer.prototype.UnitCell;

/**
 * The synthetic band gap, eV, after Phillips and Van Vechten's two-band model (Phillips, Rev. Mod.
 * Phys. 42, 317 (1970)):
 *
 * <pre>
 *   E_g = max(0, √(E_h² + C²) − 4 − 3 x_d)     E_h = 39.74 d^−2.48 eV,  C = 5.5 Δχ eV
 * </pre>
 *
 * with d the mean bond length in Å, Δχ the mean electronegativity difference over the bonds, 4 eV
 * for the width of the bands and x_d the fraction of the cations that are transition metals, whose
 * d states narrow the gap. Metals and alloys have none; elements of group 14 have one as diamond.
 */
final class BandGap {
  private static final double HOMOPOLAR = 39.74; // eV
  private static final double HOMOPOLAR_EXPONENT = -2.48;
  private static final double IONIC = 5.5; // eV
  private static final double BAND_WIDTH = 4; // eV
  private static final double D_STATES = 3; // eV

  private BandGap() {}

  /** Returns the gap of a crystal, eV; 0 in a metal. */
  static double of(Crystal crystal) {
    Decoration decoration = crystal.decoration();
    boolean semiconductor =
        decoration.prototype().bonding() == Bonding.IONIC
            || (decoration.prototype() == Prototype.DIAMOND && decoration.species(0).group() == 14);
    if (!semiconductor) {
      return 0;
    }
    Contacts bonds = decoration.geometry().bonds();
    double lengths = 0;
    double differences = 0;
    for (int k = 0; k < bonds.size(); k++) {
      for (int copy = 0; copy < crystal.copies(); copy++) {
        lengths += crystal.length(bonds, k, copy);
      }
      differences +=
          Math.abs(
              decoration.species(bonds.from(k)).electronegativity()
                  - decoration.species(bonds.to(k)).electronegativity());
    }
    double length = lengths / (bonds.size() * crystal.copies());
    double homopolar = HOMOPOLAR * StrictMath.pow(length, HOMOPOLAR_EXPONENT);
    double ionic = IONIC * differences / bonds.size();
    double gap = Math.sqrt(homopolar * homopolar + ionic * ionic) - BAND_WIDTH;
    return Math.max(0, gap - D_STATES * transitionMetals(decoration));
  }

  private static double transitionMetals(Decoration decoration) {
    UnitCell cell = decoration.geometry().cell();
    int cations = 0;
    int found = 0;
    for (int i = 0; i < cell.size(); i++) {
      if (!cell.isAnion(i)) {
        cations++;
        found += decoration.species(i).isTransitionMetal() ? 1 : 0;
      }
    }
    return (double) found / cations;
  }
}
