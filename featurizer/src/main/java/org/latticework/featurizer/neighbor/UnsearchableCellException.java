package org.latticework.featurizer.neighbor;

import org.latticework.featurizer.crystal.Structure;

/**
 * Neighbors cannot be searched in a cell: a coordinate says too little about where in the cell its
 * site is, or more periodic images or pairs than can be held lie within reach. No graph can be made
 * of it.
 */
public final class UnsearchableCellException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private UnsearchableCellException(String message) {
    super(message);
  }

  static UnsearchableCellException farSite(
      Structure structure, int site, double cells, double most) {
    return new UnsearchableCellException(
        "site %d (%s) is %s cells away, need at most %s"
            .formatted(site, structure.element(site).symbol(), cells, most));
  }

  static UnsearchableCellException manyImages(double images, double radius, int most) {
    return new UnsearchableCellException(
        "%.0f periodic images may lie within %s Å, need at most %d: the cell is too flat or too dense"
            .formatted(images, radius, most));
  }

  static UnsearchableCellException manyPairs(double cutoff, int most) {
    return new UnsearchableCellException(
        "more than %,d pairs of atoms lie within %s Å: the cell is too flat or too dense; check its unit, or keep fewer neighbors"
            .formatted(most, cutoff));
  }

  static UnsearchableCellException farImage(int site, int cells) {
    return new UnsearchableCellException(
        "site %d has a neighbor %d cells away, need at most %d to store images: move the sites into the cell"
            .formatted(site, cells, Byte.MAX_VALUE));
  }
}
