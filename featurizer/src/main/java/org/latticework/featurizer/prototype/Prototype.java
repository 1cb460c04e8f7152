package org.latticework.featurizer.prototype;

import static org.latticework.featurizer.prototype.Bonding.IONIC;
import static org.latticework.featurizer.prototype.Bonding.METALLIC;
import static org.latticework.featurizer.prototype.UnitCell.Axes.cubic;
import static org.latticework.featurizer.prototype.UnitCell.Axes.hexagonal;
import static org.latticework.featurizer.prototype.UnitCell.Axes.tetragonal;

import org.latticework.featurizer.prototype.UnitCell.Axes;
import org.latticework.featurizer.prototype.UnitCell.Centering;

/**
 * The structure types of the generator, as primitive cells with textbook positions and axial ratios
 * (Wells, Structural Inorganic Chemistry; the type compound is named where its numbers are used).
 */
public enum Prototype {
  ROCK_SALT("rock salt", 225, IONIC, cubic(Centering.F), "A 0 0 0; X 1/2 1/2 1/2"),
  CAESIUM_CHLORIDE("caesium chloride", 221, IONIC, cubic(Centering.P), "A 0 0 0; X 1/2 1/2 1/2"),
  ZINC_BLENDE("zinc blende", 216, IONIC, cubic(Centering.F), "A 0 0 0; X 1/4 1/4 1/4"),
  /** c/a = 1.615 and u = 0.3778: shorter than ideal, with all four bonds equal. */
  WURTZITE(
      "wurtzite",
      186,
      IONIC,
      hexagonal(1.615, Centering.P),
      "A 1/3 2/3 0; A 2/3 1/3 1/2; X 1/3 2/3 0.3778; X 2/3 1/3 0.8778"),
  NICKEL_ARSENIDE(
      "nickel arsenide",
      194,
      IONIC,
      hexagonal(1.45, Centering.P),
      "A 0 0 0; A 0 0 1/2; X 1/3 2/3 1/4; X 2/3 1/3 3/4"),

  FLUORITE("fluorite", 225, IONIC, cubic(Centering.F), "A 0 0 0; X 1/4 1/4 1/4; X 3/4 3/4 3/4"),
  /** TiO2: c/a = 0.644, u = 0.305. */
  RUTILE(
      "rutile",
      136,
      IONIC,
      tetragonal(0.644, Centering.P),
      "A 0 0 0; A 1/2 1/2 1/2; X 0.305 0.305 0; X 0.695 0.695 0; X 0.805 0.195 1/2; "
          + "X 0.195 0.805 1/2"),
  /** TiO2: c/a = 2.514, u = 0.208. */
  ANATASE(
      "anatase",
      141,
      IONIC,
      tetragonal(2.514, Centering.I),
      "A 0 0 0; A 0 1/2 1/4; X 0 0 0.208; X 0 0 0.792; X 0 1/2 0.458; X 0 1/2 0.042"),
  CADMIUM_IODIDE(
      "cadmium iodide",
      164,
      IONIC,
      hexagonal(1.61, Centering.P),
      "A 0 0 0; X 1/3 2/3 1/4; X 2/3 1/3 3/4"),
  /** Ideal β-cristobalite, with straight bridges. */
  CRISTOBALITE(
      "cristobalite",
      227,
      IONIC,
      cubic(Centering.F),
      "A 1/8 1/8 1/8; A 7/8 7/8 7/8; X 0 0 0; X 3/4 1/4 1/2; X 1/4 1/2 3/4; X 1/2 3/4 1/4"),

  ANTIFLUORITE(
      "antifluorite", 225, IONIC, cubic(Centering.F), "X 0 0 0; A 1/4 1/4 1/4; A 3/4 3/4 3/4"),
  CUPRITE(
      "cuprite",
      224,
      IONIC,
      cubic(Centering.P),
      "X 0 0 0; X 1/2 1/2 1/2; A 1/4 1/4 1/4; A 3/4 3/4 1/4; A 3/4 1/4 3/4; A 1/4 3/4 3/4"),
  ANTI_CADMIUM_IODIDE(
      "anti cadmium iodide",
      164,
      IONIC,
      hexagonal(1.61, Centering.P),
      "X 0 0 0; A 1/3 2/3 1/4; A 2/3 1/3 3/4"),

  /** Al2O3: c/a = 2.730, z = 0.3522, x = 0.3063. */
  CORUNDUM(
      "corundum",
      167,
      IONIC,
      hexagonal(2.730, Centering.R),
      "A 0 0 0.3522; A 0 0 0.1478; A 0 0 0.6478; A 0 0 0.8522; X 0.3063 0 1/4; "
          + "X 0 0.3063 1/4; X 0.6937 0.6937 1/4; X 0.6937 0 3/4; X 0 0.6937 3/4; "
          + "X 0.3063 0.3063 3/4"),
  /** La2O3: c/a = 1.557, z = 0.2467 and 0.6471. */
  LANTHANUM_OXIDE(
      "lanthanum oxide",
      164,
      IONIC,
      hexagonal(1.557, Centering.P),
      "A 1/3 2/3 0.2467; A 2/3 1/3 0.7533; X 1/3 2/3 0.6471; X 2/3 1/3 0.3529; X 0 0 0"),
  ANTI_CORUNDUM(
      "anti corundum",
      167,
      IONIC,
      hexagonal(2.730, Centering.R),
      "X 0 0 0.3522; X 0 0 0.1478; X 0 0 0.6478; X 0 0 0.8522; A 0.3063 0 1/4; "
          + "A 0 0.3063 1/4; A 0.6937 0.6937 1/4; A 0.6937 0 3/4; A 0 0.6937 3/4; "
          + "A 0.3063 0.3063 3/4"),
  ANTI_LANTHANUM_OXIDE(
      "anti lanthanum oxide",
      164,
      IONIC,
      hexagonal(1.557, Centering.P),
      "X 1/3 2/3 0.2467; X 2/3 1/3 0.7533; A 1/3 2/3 0.6471; A 2/3 1/3 0.3529; A 0 0 0"),

  RHENIUM_TRIOXIDE(
      "rhenium trioxide",
      221,
      IONIC,
      cubic(Centering.P),
      "A 0 0 0; X 1/2 0 0; X 0 1/2 0; X 0 0 1/2"),
  /** BiI3: c/a = 2.754, z = 0.1695, X at 0.3415, 0.3395, 0.0805. */
  BISMUTH_TRIIODIDE(
      "bismuth triiodide",
      148,
      IONIC,
      hexagonal(2.754, Centering.R),
      "A 0 0 0.1695; A 0 0 0.8305; X 0.3415 0.3395 0.0805; X 0.6605 0.002 0.0805; "
          + "X 0.998 0.6585 0.0805; X 0.6585 0.6605 0.9195; X 0.3395 0.998 0.9195; "
          + "X 0.002 0.3415 0.9195"),
  LITHIUM_BISMUTHIDE(
      "lithium bismuthide",
      225,
      IONIC,
      cubic(Centering.F),
      "X 0 0 0; A 1/2 1/2 1/2; A 1/4 1/4 1/4; A 3/4 3/4 3/4"),

  PEROVSKITE(
      "perovskite",
      221,
      IONIC,
      cubic(Centering.P),
      "A 1/2 1/2 1/2; B 0 0 0; X 1/2 0 0; X 0 1/2 0; X 0 0 1/2"),
  /** BaNiO3: c/a = 0.858, x = 0.1495. */
  HEXAGONAL_PEROVSKITE(
      "hexagonal perovskite",
      194,
      IONIC,
      hexagonal(0.858, Centering.P),
      "A 1/3 2/3 3/4; A 2/3 1/3 1/4; B 0 0 0; B 0 0 1/2; X 0.1495 0.299 1/4; "
          + "X 0.701 0.8505 1/4; X 0.1495 0.8505 1/4; X 0.8505 0.701 3/4; X 0.299 0.1495 3/4; "
          + "X 0.8505 0.1495 3/4"),
  /** Corundum's positions with the cations in alternate layers. */
  ILMENITE(
      "ilmenite",
      148,
      IONIC,
      hexagonal(2.730, Centering.R),
      "A 0 0 0.3522; A 0 0 0.6478; B 0 0 0.1478; B 0 0 0.8522; X 0.3063 0 1/4; "
          + "X 0 0.3063 1/4; X 0.6937 0.6937 1/4; X 0.6937 0 3/4; X 0 0.6937 3/4; "
          + "X 0.3063 0.3063 3/4"),
  ANTIPEROVSKITE(
      "antiperovskite",
      221,
      IONIC,
      cubic(Centering.P),
      "X 0 0 0; Y 1/2 1/2 1/2; A 1/2 0 0; A 0 1/2 0; A 0 0 1/2"),
  /** Double perovskite with its two octahedral cations in rock salt order. */
  ELPASOLITE(
      "elpasolite",
      225,
      IONIC,
      cubic(Centering.F),
      "A 1/4 1/4 1/4; A 3/4 3/4 3/4; B 0 0 0; C 1/2 1/2 1/2; X 1/4 0 0; X 3/4 0 0; "
          + "X 0 1/4 0; X 0 3/4 0; X 0 0 1/4; X 0 0 3/4"),
  LAYERED_DOUBLE_PEROVSKITE(
      "layered double perovskite",
      123,
      IONIC,
      tetragonal(2, Centering.P),
      "A 1/2 1/2 1/4; A 1/2 1/2 3/4; B 0 0 0; C 0 0 1/2; X 1/2 0 0; X 0 1/2 0; "
          + "X 1/2 0 1/2; X 0 1/2 1/2; X 0 0 1/4; X 0 0 3/4"),

  /** MgAl2O4, normal: the A of A2BX4 in octahedra, B in tetrahedra; u = 0.2625. */
  SPINEL(
      "spinel",
      227,
      IONIC,
      cubic(Centering.F),
      "B 1/8 1/8 1/8; B 7/8 7/8 7/8; A 1/2 1/2 1/2; A 1/4 3/4 0; A 3/4 0 1/4; A 0 1/4 3/4; "
          + "X 0.2625 0.2625 0.2625; X 0.4875 0.9875 0.7625; X 0.9875 0.7625 0.4875; "
          + "X 0.7625 0.4875 0.9875; X 0.7375 0.7375 0.7375; X 0.5125 0.0125 0.2375; "
          + "X 0.0125 0.2375 0.5125; X 0.2375 0.5125 0.0125"),
  /** K2NiF4: c/a = 3.28, z = 0.355 and 0.1525. */
  POTASSIUM_NICKEL_FLUORIDE(
      "potassium nickel fluoride",
      139,
      IONIC,
      tetragonal(3.28, Centering.I),
      "B 0 0 0; A 0 0 0.355; A 0 0 0.645; X 1/2 0 0; X 0 1/2 0; X 0 0 0.1525; X 0 0 0.8475"),

  /** α-NaFeO2: c/a = 5.1, z = 0.26. */
  LAYERED_ROCK_SALT(
      "layered rock salt",
      166,
      IONIC,
      hexagonal(5.1, Centering.R),
      "A 0 0 1/2; B 0 0 0; X 0 0 0.26; X 0 0 0.74"),
  /** Rock salt with its cations in alternate (001) planes. */
  TETRAGONAL_ROCK_SALT(
      "tetragonal rock salt",
      123,
      IONIC,
      tetragonal(Math.sqrt(2), Centering.P),
      "A 0 0 0; B 1/2 1/2 1/2; X 1/2 1/2 0; X 0 0 1/2"),
  CHALCOPYRITE(
      "chalcopyrite",
      122,
      IONIC,
      tetragonal(1.98, Centering.I),
      "A 0 0 0; A 0 1/2 1/4; B 0 0 1/2; B 0 1/2 3/4; X 1/4 1/4 1/8; X 3/4 3/4 1/8; "
          + "X 3/4 1/4 7/8; X 1/4 3/4 7/8"),

  HALF_HEUSLER(
      "half-Heusler", 216, IONIC, cubic(Centering.F), "A 1/2 1/2 1/2; B 1/4 1/4 1/4; X 0 0 0"),
  /** Half-Heusler with the two cations in each other's place. */
  INVERSE_HALF_HEUSLER(
      "inverse half-Heusler",
      216,
      IONIC,
      cubic(Centering.F),
      "A 1/4 1/4 1/4; B 1/2 1/2 1/2; X 0 0 0"),
  /** Wurtzite with octahedral holes filled. */
  LITHIUM_GALLIUM_GERMANIDE(
      "lithium gallium germanide",
      186,
      IONIC,
      hexagonal(1.615, Centering.P),
      "A 0 0 0.1278; A 0 0 0.6278; B 1/3 2/3 0; B 2/3 1/3 1/2; X 1/3 2/3 0.3778; "
          + "X 2/3 1/3 0.8778"),

  FACE_CENTERED_CUBIC("face-centered cubic", 225, METALLIC, cubic(Centering.F), "A 0 0 0"),
  BODY_CENTERED_CUBIC("body-centered cubic", 229, METALLIC, cubic(Centering.I), "A 0 0 0"),
  HEXAGONAL_CLOSE_PACKED(
      "hexagonal close-packed",
      194,
      METALLIC,
      hexagonal(Math.sqrt(8 / 3.0), Centering.P),
      "A 1/3 2/3 1/4; A 2/3 1/3 3/4"),
  DIAMOND("diamond", 227, METALLIC, cubic(Centering.F), "A 1/8 1/8 1/8; A 7/8 7/8 7/8"),
  /** The B2 alloy: caesium chloride's sites between metals. */
  ORDERED_BODY_CENTERED(
      "ordered body-centered", 221, METALLIC, cubic(Centering.P), "A 0 0 0; B 1/2 1/2 1/2"),
  /** The L1_0 alloy CuAu. */
  COPPER_GOLD(
      "copper gold",
      123,
      METALLIC,
      tetragonal(0.95 * Math.sqrt(2), Centering.P),
      "A 0 0 0; B 1/2 1/2 1/2"),
  /** The L1_2 alloy Cu3Au; A is the majority. */
  TRICOPPER_GOLD(
      "tricopper gold",
      221,
      METALLIC,
      cubic(Centering.P),
      "B 0 0 0; A 1/2 1/2 0; A 1/2 0 1/2; A 0 1/2 1/2"),
  /** The Laves phase MgCu2. */
  LAVES(
      "Laves",
      227,
      METALLIC,
      cubic(Centering.F),
      "A 1/8 1/8 1/8; A 7/8 7/8 7/8; B 1/2 1/2 1/2; B 1/4 3/4 0; B 3/4 0 1/4; B 0 1/4 3/4");

  private final String label;
  private final int symmetryNumber;
  private final Bonding bonding;

  @SuppressWarnings("ImmutableEnumChecker") // immutable, though no annotation says so
  private final Geometry geometry;

  Prototype(String label, int symmetryNumber, Bonding bonding, Axes axes, String sites) {
    this.label = label;
    this.symmetryNumber = symmetryNumber;
    this.bonding = bonding;
    this.geometry = new Geometry(UnitCell.of(axes, sites), bonding);
  }

  /** Returns the name of the structure type: {@code "rock salt"}. */
  public String label() {
    return label;
  }

  /** Returns the number of the space group, 1 … 230, of the undistorted type. */
  public int symmetryNumber() {
    return symmetryNumber;
  }

  public Bonding bonding() {
    return bonding;
  }

  Geometry geometry() {
    return geometry;
  }
}
