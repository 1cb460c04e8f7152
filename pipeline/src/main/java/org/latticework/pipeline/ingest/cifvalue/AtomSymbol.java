package org.latticework.pipeline.ingest.cifvalue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latticework.featurizer.crystal.Element;

/**
 * What a site is said to be.
 *
 * @param element the element; hydrogen for deuterium
 * @param deuterium whether it is spelled D
 */
public record AtomSymbol(Element element, boolean deuterium) {
  /** A symbol with or without a charge: Na, Na+, Na1+, O2-, Fe+3. */
  private static final Pattern TYPE =
      Pattern.compile("([A-Za-z]{1,2})[+-]?[0-9]{0,2}(?:\\.[0-9]{0,4})?[+-]?");

  private static final Pattern FORMULA_PART = Pattern.compile("([A-Z][a-z]?)[0-9.]*");
  private static final Pattern FORMULA = Pattern.compile("(?:[A-Z][a-z]?[0-9.]*+\\s*+)++");
  private static final int MAX_FORMULA = 10_000; // characters

  /**
   * Returns what {@code _atom_site_type_symbol} spells; case does not matter.
   *
   * @throws CifException if it is no element with an optional charge
   */
  public static AtomSymbol ofType(String type) throws CifException {
    Matcher matcher = TYPE.matcher(type);
    if (matcher.matches()) {
      String symbol = capitalized(matcher.group(1));
      if (isElement(symbol)) {
        return ofSymbol(symbol);
      }
    }
    throw new CifException(
        CifFault.UNKNOWN_ELEMENT, CifException.shown(type) + " is not the symbol of an element");
  }

  /**
   * Returns the element that a site label starts with: {@code Si2} or {@code O1A}. Where one letter
   * or two would do, {@code HO1} for example, the formula decides, then a small second letter.
   *
   * @param formula symbols of {@code _chemical_formula_sum}; empty if unknown
   * @throws CifException if the label starts with no element, or with one of two
   */
  public static AtomSymbol ofLabel(String label, Set<String> formula) throws CifException {
    List<String> candidates = new ArrayList<>();
    boolean water = label.toLowerCase(Locale.ROOT).startsWith("wat"); // its hydrogen is not listed
    for (int length = 1; !water && length <= 2 && isWord(label, length); length++) {
      String symbol = capitalized(label.substring(0, length));
      if (isElement(symbol) && isIn(formula, symbol)) {
        candidates.add(symbol);
      }
    }
    if (candidates.size() == 1) {
      return ofSymbol(candidates.get(0));
    }
    if (candidates.size() == 2 && Character.isLowerCase(label.charAt(1))) {
      return ofSymbol(candidates.get(1));
    }
    throw new CifException(
        CifFault.UNKNOWN_ELEMENT,
        candidates.isEmpty()
            ? "The label %s names no element%s"
                .formatted(
                    CifException.shown(label), formula.isEmpty() ? "" : " of the chemical formula")
            : "The label %s may mean any of %s".formatted(CifException.shown(label), candidates));
  }

  /** Returns the symbols in a formula like {@code "Cl2 H4 Mg O2"}; none if it is something else. */
  public static Set<String> symbolsOf(String formula) {
    Set<String> symbols = new HashSet<>();
    if (formula.length() <= MAX_FORMULA && FORMULA.matcher(formula).matches()) {
      Matcher part = FORMULA_PART.matcher(formula);
      while (part.find()) {
        if (!isElement(part.group(1))) {
          return Set.of();
        }
        symbols.add(part.group(1));
      }
    }
    return symbols;
  }

  private static boolean isIn(Set<String> formula, String symbol) {
    return formula.isEmpty()
        || formula.contains(symbol)
        || (symbol.equals("D") && formula.contains("H"));
  }

  private static boolean isElement(String symbol) {
    return symbol.equals("D") || Element.ofSymbol(symbol).isPresent();
  }

  private static AtomSymbol ofSymbol(String symbol) {
    return symbol.equals("D")
        ? new AtomSymbol(Element.H, true)
        : new AtomSymbol(Element.ofSymbol(symbol).orElseThrow(), false);
  }

  private static boolean isWord(String label, int length) {
    return label.length() >= length
        && label.chars().limit(length).allMatch(c -> (c | 32) >= 'a' && (c | 32) <= 'z');
  }

  private static String capitalized(String letters) {
    return letters.substring(0, 1).toUpperCase(Locale.ROOT)
        + letters.substring(1).toLowerCase(Locale.ROOT);
  }
}
