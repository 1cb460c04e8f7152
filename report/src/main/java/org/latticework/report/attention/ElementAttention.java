package org.latticework.report.attention;

import org.latticework.featurizer.crystal.Element;

/**
 * The attention that the atoms of an element have.
 *
 * @param element of the atoms
 * @param crystals how many have it; positive
 * @param atoms how many there are in these; positive
 * @param share mean over these atoms of N a, where a is the weight of the atom among the N of its
 *     crystal: 1 is an even share
 */
public record ElementAttention(Element element, long crystals, long atoms, double share) {
  public ElementAttention {
    if (!(crystals > 0 && atoms >= crystals)) {
      throw new IllegalArgumentException(
          "%s: need crystals with an atom each, got %d with %d"
              .formatted(element.symbol(), crystals, atoms));
    }
    if (!(share >= 0 && Double.isFinite(share))) {
      throw new IllegalArgumentException(
          "%s: a share of attention is at least 0, got %s".formatted(element.symbol(), share));
    }
  }
}
