package org.latticework.featurizer.synthetic;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.latticework.featurizer.prototype.Draws;
import org.latticework.featurizer.prototype.Prototype;
import org.latticework.featurizer.prototype.Species;

/**
 * A kind of compound: a stoichiometry, the formal charges it may carry, and the prototypes it may
 * take. Compounds of different families never share a composition.
 *
 * <p>Charges are listed by role, in the order of the role letters.
 */
public enum Family {
  ELEMENT(
      4,
      "0",
      Prototype.FACE_CENTERED_CUBIC,
      Prototype.BODY_CENTERED_CUBIC,
      Prototype.HEXAGONAL_CLOSE_PACKED,
      Prototype.DIAMOND),
  ALLOY_AB(5, "0 0", Prototype.ORDERED_BODY_CENTERED, Prototype.COPPER_GOLD),
  ALLOY_A3B(3, "0 0", Prototype.TRICOPPER_GOLD),
  ALLOY_AB2(3, "0 0", Prototype.LAVES),
  AX(
      20,
      "1 -1; 2 -2; 2 -2; 3 -3; 4 -4",
      Prototype.ROCK_SALT,
      Prototype.CAESIUM_CHLORIDE,
      Prototype.ZINC_BLENDE,
      Prototype.WURTZITE,
      Prototype.NICKEL_ARSENIDE),
  AX2(
      16,
      "2 -1; 4 -2",
      Prototype.FLUORITE,
      Prototype.RUTILE,
      Prototype.ANATASE,
      Prototype.CADMIUM_IODIDE,
      Prototype.CRISTOBALITE),
  A2X(4, "1 -2; 2 -4", Prototype.ANTIFLUORITE, Prototype.CUPRITE, Prototype.ANTI_CADMIUM_IODIDE),
  A2X3(8, "3 -2", Prototype.CORUNDUM, Prototype.LANTHANUM_OXIDE),
  A3X2(3, "2 -3", Prototype.ANTI_CORUNDUM, Prototype.ANTI_LANTHANUM_OXIDE),
  AX3(4, "3 -1; 6 -2", Prototype.RHENIUM_TRIOXIDE, Prototype.BISMUTH_TRIIODIDE),
  A3X(2, "1 -3", Prototype.LITHIUM_BISMUTHIDE),
  ABX2(
      8,
      "1 3 -2; 1 3 -2; 2 4 -3",
      Prototype.LAYERED_ROCK_SALT,
      Prototype.TETRAGONAL_ROCK_SALT,
      Prototype.CHALCOPYRITE),
  ABX(
      6,
      "1 2 -3; 1 3 -4",
      Prototype.HALF_HEUSLER,
      Prototype.INVERSE_HALF_HEUSLER,
      Prototype.LITHIUM_GALLIUM_GERMANIDE),
  ABX3(
      14,
      "1 2 -1; 1 5 -2; 2 4 -2; 2 4 -2; 3 3 -2",
      Prototype.PEROVSKITE,
      Prototype.HEXAGONAL_PEROVSKITE,
      Prototype.ILMENITE),
  A3XY(2, "1 -2 -1; 2 -3 -3", Prototype.ANTIPEROVSKITE),
  A2BX4(
      12,
      "1 2 -1; 2 4 -2; 3 2 -2; 3 2 -2; 1 6 -2",
      Prototype.SPINEL,
      Prototype.POTASSIUM_NICKEL_FLUORIDE),
  A2BCX6(
      8, "1 1 3 -1; 2 2 6 -2; 2 3 5 -2", Prototype.ELPASOLITE, Prototype.LAYERED_DOUBLE_PEROVSKITE);

  private static final int TOTAL = Arrays.stream(values()).mapToInt(f -> f.weight).sum();

  private static final Map<Family, Map<Integer, List<Species>>> CANDIDATES =
      Arrays.stream(values())
          .collect(
              toMap(
                  family -> family,
                  family ->
                      ElementTable.species().stream()
                          .filter(family::admits)
                          .collect(groupingBy(Species::charge))));

  private final int weight; // how often it is drawn, relative to the others

  @SuppressWarnings("ImmutableEnumChecker") // never written to, never handed out
  private final int[][] charges; // choices × roles; e

  @SuppressWarnings("ImmutableEnumChecker") // a List.of is immutable
  private final List<Prototype> prototypes;

  Family(int weight, String charges, Prototype... prototypes) {
    this.weight = weight;
    this.charges =
        Arrays.stream(charges.split("; ", -1))
            .map(c -> Arrays.stream(c.split(" ", -1)).mapToInt(Integer::parseInt).toArray())
            .toArray(int[][]::new);
    this.prototypes = List.of(prototypes);
  }

  static Family draw(Draws draws) {
    int left = draws.below(TOTAL);
    for (Family family : values()) {
      left -= family.weight;
      if (left < 0) {
        return family;
      }
    }
    throw new IllegalStateException("Weights do not add up to " + TOTAL);
  }

  public List<Prototype> prototypes() {
    return prototypes;
  }

  /** Returns how many charge assignments there are; a repeated one is drawn more often. */
  public int chargeChoices() {
    return charges.length;
  }

  /** Returns one charge assignment: the formal charge of each role, e. */
  public int[] charges(int choice) {
    return charges[choice].clone();
  }

  /** Returns the species of a given charge that may play a role of this family. */
  List<Species> candidates(int charge) {
    return CANDIDATES.get(this).getOrDefault(charge, List.of());
  }

  private boolean admits(Species species) {
    if (species.charge() == 0) {
      // Alloys are of metals proper; the elements include the diamonds of group 14.
      return this == ELEMENT || species.group() <= 13;
    }
    return species.principal() || charges[0].length == 2;
  }
}
