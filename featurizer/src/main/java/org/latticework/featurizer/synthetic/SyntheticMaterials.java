package org.latticework.featurizer.synthetic;

import org.latticework.featurizer.prototype.Crystal;
import org.latticework.featurizer.prototype.Decoration;
import org.latticework.featurizer.prototype.Draws;

/**
 * An endless list of synthetic materials for each seed.
 *
 * <p>Material i takes compound ⌊u (⌊i/4⌋ + 1)⌋ of an equally endless list of compounds, u uniform
 * in [0, 1): the first n materials hold about n/5 compositions, the earlier ones in more polymorphs
 * and distortions than the later, as in databases of real compounds. Then it draws
 *
 * <ul>
 *   <li>one of the compound's polymorphs,
 *   <li>in one case of two a supercell of 2 to 8 primitive cells, up to 100 atoms,
 *   <li>a strain and displacements ({@link Crystal}), up to 3 % and up to 3 % of the shortest bond;
 *       the square of a uniform number says how much of both.
 * </ul>
 *
 * <p>The formulas for energies and gaps are in {@code docs/synthetic-data.md}. They give smooth
 * functions of a structure for networks to learn and tests to rely on, <b>not</b> properties of
 * real materials.
 */
public final class SyntheticMaterials {
  private static final String PREFIX = "syn-"; // of names

  private static final long COMPOUND_STREAM = 0x636F6D706F756E64L;
  private static final int MATERIALS_PER_COMPOUND = 4;
  private static final double SUPERCELLS = 0.5;
  private static final int MAX_ATOMS = 100;
  private static final double MAX_DISTORTION = 0.03;
  private static final int[][] REPEATS = {
    {2, 1, 1}, {1, 2, 1}, {1, 1, 2}, {3, 1, 1}, {2, 2, 1}, {2, 1, 2}, {1, 2, 3}, {2, 2, 2}
  };

  private SyntheticMaterials() {}

  /** Returns whether a material has a name as those of these lists have. */
  public static boolean isName(String materialId) {
    return materialId.startsWith(PREFIX);
  }

  /**
   * Returns one material. Depends on nothing but the arguments: not on order, machine or thread.
   *
   * @param seed which list
   * @param index which material, from 0
   * @throws IllegalArgumentException if the index is negative
   */
  public static SyntheticMaterial material(long seed, long index) {
    if (index < 0) {
      throw new IllegalArgumentException("Materials are counted from 0, got index " + index);
    }
    Draws draws = new Draws(seed, index);
    long number = (long) (draws.uniform() * (index / MATERIALS_PER_COMPOUND + 1));
    Compound compound = Compound.draw(new Draws(seed ^ COMPOUND_STREAM, number));
    Decoration decoration = compound.polymorphs().get(draws.below(compound.polymorphs().size()));
    int[] repeats = drawRepeats(decoration.geometry().cell().size(), draws);
    double u = draws.uniform();
    double distortion = MAX_DISTORTION * u * u;
    Crystal crystal = Crystal.distorted(decoration, repeats, distortion, distortion, draws);
    double energy = FormationEnergy.of(crystal);
    double hull = Math.min(Math.min(0, compound.lowestEnergy()), energy);
    return new SyntheticMaterial(
        PREFIX + index,
        decoration.prototype().label(),
        decoration.prototype().symmetryNumber(),
        crystal.structure(),
        energy,
        energy - hull,
        BandGap.of(crystal));
  }

  private static int[] drawRepeats(int sites, Draws draws) {
    boolean supercell = draws.uniform() < SUPERCELLS;
    int[] repeats = REPEATS[draws.below(REPEATS.length)];
    int atoms = sites * repeats[0] * repeats[1] * repeats[2];
    return supercell && atoms <= MAX_ATOMS ? repeats.clone() : new int[] {1, 1, 1};
  }
}
