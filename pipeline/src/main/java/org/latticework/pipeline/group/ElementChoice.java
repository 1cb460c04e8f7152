package org.latticework.pipeline.group;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.latticework.featurizer.crystal.Element;

/** Elements that are named one by one ({@code Li}), by group or by row of the periodic table. */
public final class ElementChoice {
  private final Map<String, Set<String>> symbols; // by word

  private ElementChoice(Map<String, Set<String>> symbols) {
    this.symbols = symbols;
  }

  /**
   * Returns the elements that words name.
   *
   * @param words symbols, {@code group-1} … {@code group-18}, {@code row-1} … {@code row-7}
   * @throws IllegalArgumentException if one of them names no element
   */
  public static ElementChoice of(List<String> words) {
    Map<String, Set<String>> symbols = new LinkedHashMap<>();
    for (String word : words) {
      symbols.put(word, named(word));
    }
    return new ElementChoice(symbols);
  }

  private static Set<String> named(String word) {
    Set<String> found =
        Arrays.stream(Element.values())
            .filter(
                element ->
                    Level.ELEMENT.valueOf(element).equals(word)
                        || Level.GROUP.valueOf(element).equals(word)
                        || Level.ROW.valueOf(element).equals(word))
            .map(Element::symbol)
            .collect(Collectors.toCollection(TreeSet::new));
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "Elements are named by their symbols (Li), group-1 to group-18 or row-1 to row-7, got '%s'"
              .formatted(word));
    }
    return found;
  }

  /** Returns the symbols of all of them. */
  public Set<String> elements() {
    return symbols.values().stream()
        .flatMap(Set::stream)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the words that name none of some elements. */
  public List<String> without(Set<String> present) {
    return symbols.keySet().stream()
        .filter(word -> symbols.get(word).stream().noneMatch(present::contains))
        .toList();
  }
}
