package org.latticework.featurizer.crystal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a cell is made of: how many atoms of each element. */
public final class Composition {
  private final SortedMap<String, Integer> counts; // by symbol

  private Composition(SortedMap<String, Integer> counts) {
    this.counts = counts;
  }

  /** Counts the elements of N atomic numbers, each in 1 … 118. */
  public static Composition of(int[] atomicNumbers) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    for (int number : atomicNumbers) {
      counts.merge(Element.ofNumber(number).symbol(), 1, Integer::sum);
    }
    return new Composition(counts);
  }

  /** Returns the number of atoms by symbol, in alphabetical order. */
  public SortedMap<String, Integer> counts() {
    return Collections.unmodifiableSortedMap(counts);
  }

  /**
   * Returns the formula divided by the greatest common divisor of its counts, symbols in
   * alphabetical order: {@code "O2 Ti"} for any cell of titanium dioxide. It names a compound,
   * whatever its cell; it is a key and not pymatgen's pretty formula, which orders by
   * electronegativity.
   */
  public String reducedFormula() {
    int divisor = formulaUnits();
    List<String> parts = new ArrayList<>();
    counts.forEach((symbol, n) -> parts.add(n == divisor ? symbol : symbol + n / divisor));
    return String.join(" ", parts);
  }

  /** Returns the elements in alphabetical order, as Materials Project writes it: {@code "O-Ti"}. */
  public String chemicalSystem() {
    return String.join("-", counts.keySet());
  }

  /**
   * Returns the counts without the elements, A for the rarest: {@code "A B2"} for TiO2 and for
   * CaF2.
   */
  public String anonymousFormula() {
    int divisor = formulaUnits();
    List<Integer> sorted = new ArrayList<>(counts.values());
    Collections.sort(sorted);
    List<String> parts = new ArrayList<>();
    for (int k = 0; k < sorted.size(); k++) {
      int n = sorted.get(k) / divisor;
      parts.add((char) ('A' + k) + (n == 1 ? "" : String.valueOf(n)));
    }
    return String.join(" ", parts);
  }

  /** Returns the greatest common divisor of the counts: the number of formula units in the cell. */
  public int formulaUnits() {
    int divisor = 0;
    for (int n : counts.values()) {
      divisor = gcd(divisor, n);
    }
    return divisor;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
