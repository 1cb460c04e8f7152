package org.latticework.pipeline.ingest.atomlist;

import java.util.List;
import java.util.Locale;
import org.latticework.featurizer.crystal.Element;
import org.latticework.pipeline.material.RejectionReason;

/**
 * What the columns of a frame's atoms hold, as {@code Properties} says: {@code
 * species:S:1:pos:R:3:forces:R:3}.
 *
 * @param size how many columns there are
 * @param species column of the elements
 * @param numbers whether they are atomic numbers, and not symbols
 * @param position first of three columns of Cartesian positions, Å
 */
record Columns(int size, int species, boolean numbers, int position) {
  /** What a file has that does not say so. */
  static final String USUAL = "species:S:1:pos:R:3";

  private static final int MAX_COLUMNS = 10_000;

  /**
   * Returns the columns.
   *
   * @throws AtomListException if the text is none of the kind, or has no species or positions
   */
  static Columns of(String properties) throws AtomListException {
    List<String> parts = List.of(properties.strip().split(":", -1));
    int size = 0;
    int symbols = -1;
    int numbers = -1;
    int position = -1;
    for (int k = 0; k + 2 < parts.size(); k += 3) {
      String name = parts.get(k).toLowerCase(Locale.ROOT);
      int width = width(parts.get(k + 2), properties);
      if (name.equals("species") && width == 1) {
        symbols = size;
      } else if (name.equals("z") && width == 1) {
        numbers = size;
      } else if (name.equals("pos") && width == 3) {
        position = size;
      }
      size += width;
    }
    boolean named = symbols >= 0 || numbers >= 0;
    if (parts.size() % 3 != 0 || size > MAX_COLUMNS || !named || position < 0) {
      throw malformed(properties);
    }
    return new Columns(size, symbols >= 0 ? symbols : numbers, symbols < 0, position);
  }

  private static int width(String word, String properties) throws AtomListException {
    if (!Numbers.isWhole(word) || Long.parseLong(word) > MAX_COLUMNS) {
      throw malformed(properties);
    }
    return Integer.parseInt(word);
  }

  private static AtomListException malformed(String properties) {
    return new AtomListException(
        RejectionReason.MALFORMED_FIELD,
        "Properties should be name:type:columns, again and again, with species and pos:R:3, is %s"
            .formatted(Numbers.shown(properties)));
  }

  /**
   * Adds the atom that a line describes.
   *
   * @param where the line, for messages
   */
  void add(String where, String line, AtomList atoms) throws AtomListException {
    List<String> words = Numbers.words(line);
    if (words.size() != size) {
      throw new AtomListException(
          RejectionReason.MALFORMED_FIELD,
          "%s has %d columns, should have %d".formatted(where, words.size(), size));
    }
    atoms.addCartesian(
        species(where, words.get(species)),
        Numbers.number(where + ", x", words.get(position)),
        Numbers.number(where + ", y", words.get(position + 1)),
        Numbers.number(where + ", z", words.get(position + 2)));
  }

  private AtomList.Species species(String where, String word) throws AtomListException {
    if (!numbers) {
      return AtomList.Species.of(where, word);
    }
    long number = Numbers.isWhole(word) ? Long.parseLong(word) : 0;
    if (number < 1 || number > Element.values().length) {
      throw new AtomListException(
          RejectionReason.UNKNOWN_ELEMENT,
          "%s: %s is not the number of an element".formatted(where, Numbers.shown(word)));
    }
    return new AtomList.Species(Element.ofNumber((int) number), false);
  }
}
