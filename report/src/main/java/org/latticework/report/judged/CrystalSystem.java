package org.latticework.report.judged;

import java.util.Locale;
import java.util.Optional;

/** The seven crystal systems, by the numbers of their space groups in the International Tables. */
public enum CrystalSystem {
  TRICLINIC(2),
  MONOCLINIC(15),
  ORTHORHOMBIC(74),
  TETRAGONAL(142),
  TRIGONAL(167),
  HEXAGONAL(194),
  CUBIC(230);

  private final int last; // number of its last space group

  CrystalSystem(int last) {
    this.last = last;
  }

  /**
   * Returns the system of a space group.
   *
   * @param spaceGroup its number, 1 to 230; 0 where it is not known
   */
  public static Optional<CrystalSystem> of(int spaceGroup) {
    if (spaceGroup < 1) {
      return Optional.empty();
    }
    for (CrystalSystem system : values()) {
      if (spaceGroup <= system.last) {
        return Optional.of(system);
      }
    }
    throw new IllegalArgumentException("Space groups go from 1 to 230, got " + spaceGroup);
  }

  /** Returns the word for it: {@code "cubic"}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
