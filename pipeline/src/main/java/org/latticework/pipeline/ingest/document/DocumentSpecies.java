package org.latticework.pipeline.ingest.document;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latticework.featurizer.crystal.Composition;
import org.latticework.featurizer.crystal.Element;

/** The names that dumps give to what occupies a site. */
public final class DocumentSpecies {
  /** Fe3+, O2-, Na+, as dumps write them; Fe+3 as CIF does too. */
  private static final Pattern CHARGED =
      Pattern.compile("([A-Z][a-z]?)(?:(?:\\d+(?:\\.\\d+)?)?[+-]|[+-]\\d+(?:\\.\\d+)?)");

  private DocumentSpecies() {}

  /**
   * Returns the element of a species, without its charge: Fe for {@code Fe3+}. Deuterium and
   * tritium are hydrogen: networks learn from electrons, and these have the same.
   */
  public static Optional<Element> element(String name) {
    Optional<Element> element = Element.ofSymbol(name);
    if (element.isPresent()) {
      return element;
    }
    if (name.equals("D") || name.equals("T")) {
      return Optional.of(Element.H);
    }
    Matcher matcher = CHARGED.matcher(name);
    return matcher.matches() ? element(matcher.group(1)) : Optional.empty();
  }

  /** Returns whether a species is deuterium, with or without a charge. */
  public static boolean deuterium(String name) {
    return name.startsWith("D") && element(name).equals(Optional.of(Element.H));
  }

  /**
   * Returns the reduced formula of a crystal that came without one. It is where deuterium stays
   * visible: {@code "D2 O"}.
   *
   * @param deuterium how many of the hydrogen atoms are deuterium
   */
  public static String formula(Composition composition, int deuterium) {
    if (deuterium == 0) {
      return composition.reducedFormula();
    }
    SortedMap<String, Integer> counts = new TreeMap<>(composition.counts());
    counts.merge("H", -deuterium, Integer::sum);
    counts.put("D", deuterium);
    counts.values().removeIf(n -> n == 0);
    int divisor = 0;
    for (int n : counts.values()) {
      divisor = BigInteger.valueOf(divisor).gcd(BigInteger.valueOf(n)).intValue();
    }
    StringJoiner formula = new StringJoiner(" ");
    for (Map.Entry<String, Integer> part : counts.entrySet()) {
      int n = part.getValue() / divisor;
      formula.add(part.getKey() + (n == 1 ? "" : n));
    }
    return formula.toString();
  }
}
