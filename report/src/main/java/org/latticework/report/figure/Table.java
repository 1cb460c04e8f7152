package org.latticework.report.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Rows of named columns: what a figure draws, and what its CSV file holds. Equality is identity: a
 * page holds a table once, however many figures draw it.
 */
public final class Table {
  private final List<String> columns;
  private final List<List<Object>> rows = new ArrayList<>();
  private String title = "";

  /**
   * Begins a table without rows.
   *
   * @param columns their names, each once
   */
  public Table(String... columns) {
    this.columns = List.of(columns);
    if (Set.copyOf(this.columns).size() != columns.length) {
      throw new IllegalArgumentException("A column is named twice in " + this.columns);
    }
  }

  /**
   * Adds a row.
   *
   * @param cells one a column: texts, numbers or truth values; a number that is not finite is an
   *     empty cell
   */
  public Table row(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "A row of %s needs %d cells, got %d".formatted(columns, columns.size(), cells.length));
    }
    rows.add(Collections.unmodifiableList(Arrays.asList(cells.clone())));
    return this;
  }

  /**
   * Says what the rows are of, where a reader may take them for others.
   *
   * @param words such as a model and what it predicts
   */
  public Table titled(String words) {
    title = words;
    return this;
  }

  /** Returns what the rows are of; empty where it was not said. */
  public String title() {
    return title;
  }

  public List<String> columns() {
    return columns;
  }

  public List<List<Object>> rows() {
    return Collections.unmodifiableList(rows);
  }

  /** Returns whether a cell holds something: a text, a truth value, a finite number. */
  public static boolean isFilled(Object cell) {
    return !(cell instanceof Double number && !Double.isFinite(number))
        && !(cell instanceof Float single && !Float.isFinite(single));
  }
}
