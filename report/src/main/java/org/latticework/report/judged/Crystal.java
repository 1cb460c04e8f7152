package org.latticework.report.judged;

import java.util.List;
import org.latticework.featurizer.crystal.Element;

/**
 * A material as a reader knows it.
 *
 * @param id name of the material; opaque, of any length
 * @param formula as the source spells it
 * @param elements each once, in the order of their atomic numbers
 * @param atoms in the cell
 * @param spaceGroup its number, 1 to 230; 0 where it is not known
 */
public record Crystal(
    String id, String formula, List<Element> elements, int atoms, int spaceGroup) {
  public Crystal {
    elements = List.copyOf(elements);
    if (!(spaceGroup >= 0 && spaceGroup <= 230)) {
      throw new IllegalArgumentException(
          "%s: space groups go from 1 to 230, got %d".formatted(id, spaceGroup));
    }
  }
}
