package org.latticework.pipeline.export;

import java.io.IOException;
import java.io.Writer;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Writes the scalar columns as RFC 4180 has it, but with plain newlines. */
final class CsvRowWriter implements RowWriter {
  private static final String FORMULA = "=+-@\t\r\n"; // what one begins with, also behind blanks

  private final Writer out;
  private final boolean forSpreadsheets;
  private final List<Integer> columns = new ArrayList<>();

  /**
   * Writes the header.
   *
   * @param forSpreadsheets whether texts that a spreadsheet would take for a formula get an
   *     apostrophe in front
   */
  CsvRowWriter(Writer out, StructType schema, boolean forSpreadsheets) throws IOException {
    this.out = out;
    this.forSpreadsheets = forSpreadsheets;
    List<String> names = new ArrayList<>();
    for (StructField field : schema.fields()) {
      if (!(field.dataType() instanceof ArrayType)) {
        columns.add(schema.fieldIndex(field.name()));
        names.add(quoted(text(field.name())));
      }
    }
    out.write(String.join(",", names));
    out.write('\n');
  }

  @Override
  public void write(Row row) throws IOException {
    String separator = "";
    for (int column : columns) {
      out.write(separator);
      out.write(cell(row.get(column)));
      separator = ",";
    }
    out.write('\n');
  }

  private String cell(Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Timestamp time) {
      return time.toInstant().toString();
    }
    return quoted(value instanceof String text ? text(text) : value.toString());
  }

  /** Returns a text that no spreadsheet calculates, if it is for one. */
  private String text(String text) {
    boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    return forSpreadsheets && formula ? "'" + text : text;
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
