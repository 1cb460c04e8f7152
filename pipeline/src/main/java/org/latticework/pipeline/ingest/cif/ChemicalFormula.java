package org.latticework.pipeline.ingest.cif;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latticework.featurizer.crystal.Element;
import org.latticework.pipeline.ingest.cifvalue.CifException;
import org.latticework.pipeline.ingest.cifvalue.CifFault;

/**
 * The elements that the formulas of a block say the crystal has: {@code 'Cl2 H4 Mg O2'}, {@code 'Mg
 * Cl2, 2(H2 O)'}. A text that is no formula says nothing.
 */
final class ChemicalFormula {
  private static final Set<String> HYDROGEN = Set.of("H", "D", "T");
  private static final int MAX_LENGTH = 10_000; // characters

  /** An element with a count, or what is between such: brackets, charges, factors. */
  private static final Pattern PART =
      Pattern.compile("([A-Z][a-z]?)([0-9]*(?:\\.[0-9]*)?)|[)\\]][nx]|[()\\[\\]{},:·*.+0-9\\s-]");

  private static final Pattern NONE = Pattern.compile("0+(?:\\.0*)?|\\.0+");

  private ChemicalFormula() {}

  /**
   * Checks that the sites hold what the formulas name.
   *
   * @throws CifException if a formula has an element that no site has
   */
  static void requireSites(CifBlock block, List<ListedSite> sites) throws CifException {
    Set<String> listed = new TreeSet<>();
    sites.forEach(site -> listed.add(site.symbol().element().name()));
    for (String tag : CifTags.FORMULAS) {
      String formula = block.value(tag).orElse("");
      for (String symbol : elements(formula)) {
        if (!listed.contains(symbol)) {
          throw new CifException(
              symbol.equals("H") ? CifFault.IMPLICIT_HYDROGEN : CifFault.MISSING_ELEMENT,
              "%s is %s, but no site is %s".formatted(tag, CifException.shown(formula), symbol));
        }
      }
    }
  }

  /** Returns the symbols in a formula, H for D and T; none if the text is something else. */
  static Set<String> elements(String formula) {
    Set<String> elements = new TreeSet<>();
    if (formula.length() > MAX_LENGTH) {
      return elements;
    }
    Matcher part = PART.matcher(formula);
    int end = 0;
    while (part.find() && part.start() == end) {
      end = part.end();
      if (part.group(1) != null && !NONE.matcher(part.group(2)).matches()) {
        Optional<String> symbol = symbol(part.group(1));
        if (symbol.isEmpty()) {
          return Set.of();
        }
        elements.add(symbol.get());
      }
    }
    return end == formula.length() ? elements : Set.of();
  }

  private static Optional<String> symbol(String letters) {
    return HYDROGEN.contains(letters)
        ? Optional.of("H")
        : Element.ofSymbol(letters).map(Element::name);
  }
}
