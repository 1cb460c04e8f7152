package org.latticework.report.elements;

/**
 * How near the elements of a family are to each other.
 *
 * @param family of which at least two elements are there, and not all
 * @param elements how many are there
 * @param within mean distance of two of them
 * @param toOthers mean distance of one of them from one that is none
 * @param p share of random groups of as many elements that are as near, by {@link PermutationTest}
 */
record FamilyCloseness(
    ElementFamily family, int elements, double within, double toOthers, double p) {

  static FamilyCloseness of(
      ElementFamily family, int[] members, Distances distances, PermutationTest test) {
    return new FamilyCloseness(
        family,
        members.length,
        distances.meanWithin(members),
        distances.meanToOthers(members),
        test.p(distances, members));
  }

  /** Returns within / toOthers: below 1 if the family stands together. */
  double ratio() {
    return within / toOthers;
  }
}
