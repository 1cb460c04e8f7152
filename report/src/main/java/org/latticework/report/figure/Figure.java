package org.latticework.report.figure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A figure.
 *
 * @param id name of its files and of its place in a page: lower-case letters, digits and hyphens
 * @param title a few words
 * @param caption what is seen, in sentences: what a reader who cannot see the figure is told
 * @param spec how it is drawn: Vega-Lite that takes its data by the names in {@code data}
 * @param data tables by name; the first is the one of its CSV file
 */
public record Figure(
    String id, String title, String caption, JsonNode spec, Map<String, Table> data) {
  /**
   * Name of a table whose rows are crystals, one each, with a column {@code id}: hover names them,
   * and the one that is marked anywhere in the page is in the table {@link #MARKED} too.
   */
  public static final String CRYSTALS = "crystals";

  /** Name of a table that holds the rows of the marked crystal: empty until one is marked. */
  public static final String MARKED = "marked";

  public Figure {
    if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "A figure's id is of lower-case letters, digits and hyphens, got '%s'".formatted(id));
    }
    if (data.isEmpty()) {
      throw new IllegalArgumentException("The figure %s has no table".formatted(id));
    }
    spec = spec.deepCopy();
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  /** Returns this figure with an id that begins with a prefix. */
  public Figure renamed(String prefix) {
    return new Figure(prefix + id, title, caption, spec, data);
  }

  /** Returns the table of its CSV file. */
  public Table table() {
    return data.values().iterator().next();
  }

  /** Returns the rows as CSV (RFC 4180): numbers in full, empty cells for what is not known. */
  public String csv() {
    Table table = table();
    StringBuilder csv = new StringBuilder();
    append(csv, List.copyOf(table.columns()));
    table.rows().forEach(row -> append(csv, row));
    return csv.toString();
  }

  private static void append(StringBuilder csv, List<?> cells) {
    for (int column = 0; column < cells.size(); column++) {
      Object cell = cells.get(column);
      csv.append(column == 0 ? "" : ",").append(Table.isFilled(cell) ? quoted(cell) : "");
    }
    csv.append("\r\n");
  }

  private static String quoted(Object cell) {
    String text = String.valueOf(cell);
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
