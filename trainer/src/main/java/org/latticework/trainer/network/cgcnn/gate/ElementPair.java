package org.latticework.trainer.network.cgcnn.gate;

import java.util.Comparator;
import java.util.OptionalDouble;
import org.latticework.featurizer.crystal.CovalentRadius;
import org.latticework.featurizer.crystal.Element;

/**
 * Two elements, in whichever order: the one whose symbol is first in the alphabet is the first.
 *
 * @param first an element
 * @param second the other, or the same
 */
public record ElementPair(Element first, Element second) implements Comparable<ElementPair> {
  /**
   * How far a bond reaches, in sums of covalent radii: bonds scatter by some tenth about that sum,
   * and the next shell of neighbors is beyond.
   */
  public static final double REACH = 1.2;

  private static final Comparator<ElementPair> BY_SYMBOLS =
      Comparator.comparing((ElementPair pair) -> pair.first.symbol())
          .thenComparing(pair -> pair.second.symbol());

  public ElementPair {
    if (first.symbol().compareTo(second.symbol()) > 0) {
      Element other = first;
      first = second;
      second = other;
    }
  }

  /** Returns both symbols: {@code "O-Ti"}. */
  public String id() {
    return first.symbol() + "-" + second.symbol();
  }

  /**
   * Returns the distance up to which two such atoms count as bonded, Å: {@link #REACH} times the
   * sum of their covalent radii. Empty where a radius is not known.
   */
  public OptionalDouble bondReach() {
    OptionalDouble one = CovalentRadius.of(first);
    OptionalDouble other = CovalentRadius.of(second);
    return one.isPresent() && other.isPresent()
        ? OptionalDouble.of(REACH * (one.getAsDouble() + other.getAsDouble()))
        : OptionalDouble.empty();
  }

  /** By the first symbol, then by the second, in the order of the alphabet. */
  @Override
  public int compareTo(ElementPair other) {
    return BY_SYMBOLS.compare(this, other);
  }
}
