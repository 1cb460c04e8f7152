package org.latticework.report.page;

import org.latticework.report.figure.Table;

/**
 * A table to be read. A column named {@code material_id} names materials, which can be marked and
 * lead to their pages at Materials Project.
 *
 * @param caption what it holds
 * @param table column names are its headings
 */
public record Facts(String caption, Table table) implements Part {
  /** Name of the column of material ids. */
  public static final String MATERIAL_ID = "material_id";
}
