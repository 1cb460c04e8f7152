package org.latticework.report.judged;

import java.util.Locale;
import org.latticework.report.figure.Written;

/**
 * What a figure is about: a model's predictions of a column in a fold.
 *
 * @param prefix of the ids of its figures: lower-case letters, digits and hyphens
 * @param column what is predicted, and by whom
 * @param fold where
 */
public record Subject(String prefix, JudgedColumn column, JudgedFold fold) {
  /** Returns the id of a figure: the prefix, its kind and the fold. */
  public String id(String kind) {
    return "%s-%s-%s".formatted(prefix, kind, slug(fold.name()));
  }

  /** Returns a text as part of an id: lower-case letters, digits and hyphens; never empty. */
  public static String slug(String text) {
    String kept = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String cut = kept.substring(0, Math.min(kept.length(), 40)).replaceAll("^-|-$", "");
    return cut.isEmpty() ? "x" : cut;
  }

  /** Returns where it is, for sentences: "1,234 crystals of the test fold". */
  public String crystals() {
    return "%s of the %s fold".formatted(Written.crystals(fold.judgments().size()), fold.name());
  }

  /** Returns a number with the column's unit. */
  public String amount(double value) {
    return column.amount(value);
  }

  /** Returns the title of an axis in the column's unit. */
  public String axis(String what) {
    return column.axis(what);
  }
}
