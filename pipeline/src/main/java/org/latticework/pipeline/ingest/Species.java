package org.latticework.pipeline.ingest;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latticework.featurizer.crystal.Element;

/** The names that dumps give to what occupies a site. */
final class Species {
  private static final Pattern CHARGED = Pattern.compile("([A-Z][a-z]?)(?:\\d+(?:\\.\\d+)?)?[+-]");

  private Species() {}

  /**
   * Returns the element of a species, without its charge: Fe for {@code Fe3+}. Deuterium and
   * tritium are hydrogen: networks learn from electrons, and these have the same.
   */
  static Optional<Element> element(String name) {
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
}
