package org.latticework.report.data;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Ids of figures of one kind, made of names that data gave: none twice. */
final class FigureIds {
  private final String kind;
  private final Set<String> taken = new HashSet<>();

  /**
   * Begins without ids.
   *
   * @param kind what all of them begin with: lower-case letters, digits and hyphens
   */
  FigureIds(String kind) {
    this.kind = kind;
  }

  /** Returns an id that tells as much of a name as an id may, with a number where it is taken. */
  String of(String name) {
    String words = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String stem = (kind + "-" + words).replaceAll("-+", "-").replaceAll("-$", "");
    String id = stem;
    for (int number = 2; !taken.add(id); number++) {
      id = stem + "-" + number;
    }
    return id;
  }
}
