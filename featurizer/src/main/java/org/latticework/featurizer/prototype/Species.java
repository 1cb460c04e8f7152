package org.latticework.featurizer.prototype;

import org.latticework.featurizer.crystal.Element;

/**
 * An element in one of its charge states.
 *
 * @param element which
 * @param charge formal charge, e; 0 for an atom of a metal
 * @param radius ionic radius for six neighbors, or metallic for twelve, Å
 * @param electronegativity χ on Pauling's scale
 * @param group column of the periodic table, 1 … 18; 3 for lanthanides and actinides
 * @param principal whether compounds of two or more cations take this charge of the element
 */
public record Species(
    Element element,
    int charge,
    double radius,
    double electronegativity,
    int group,
    boolean principal) {
  public boolean isAnion() {
    return charge < 0;
  }

  /** Whether this is a metal from groups 4 to 11, whose d states lie in or near the gap. */
  public boolean isTransitionMetal() {
    return group >= 4 && group <= 11;
  }
}
