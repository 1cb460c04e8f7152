package org.latticework.pipeline.ingest.cif;

import java.util.Optional;
import java.util.OptionalInt;
import org.latticework.featurizer.crystal.Structure;

/**
 * The crystal that a CIF block describes.
 *
 * @param blockName what follows {@code data_}; may be empty
 * @param structure all sites of the cell, coordinates in [0, 1), in the order of the listed sites
 *     and, for each, of the symmetry operations; a along x, b in the xy plane
 * @param symmetryNumber number of the space group, 1 … 230, if the block states it; it is not
 *     derived from the operations
 * @param spaceGroup Hermann–Mauguin name of the space group as the block spells it, if it does
 * @param deuteriumSites how many sites of the structure the block calls D; they became H
 */
public record CifCrystal(
    String blockName,
    Structure structure,
    OptionalInt symmetryNumber,
    Optional<String> spaceGroup,
    int deuteriumSites) {
  /** The most sites that a cell may have; those of other forms of dumps too. */
  public static final int MAX_SITES = 20_000;
}
