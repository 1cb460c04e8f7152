package org.latticework.featurizer.neighbor;

import org.latticework.featurizer.crystal.Structure;

/**
 * Two sites of a structure, or a site and its own image, are at the same place: the same atom
 * written twice, or a disordered site written as if it were ordered. No graph can be made of it.
 */
public final class CoincidentSitesException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int first;
  private final int second;

  CoincidentSitesException(Structure structure, int first, int second, double distance) {
    super(
        "site %d (%s) and site %d (%s) are %.1e Å apart, need more than %s Å"
            .formatted(
                first,
                structure.element(first).symbol(),
                second,
                structure.element(second).symbol(),
                distance,
                NeighborSearch.COINCIDENCE));
    this.first = first;
    this.second = second;
  }

  /** Returns the index of one site. */
  public int first() {
    return first;
  }

  /** Returns the index of the other site; equal to {@link #first()} for an image of itself. */
  public int second() {
    return second;
  }
}
