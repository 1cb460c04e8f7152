package org.latticework.pipeline.ingest.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.latticework.pipeline.ingest.bytes.RecordSplitter;
import org.latticework.pipeline.ingest.document.TargetNames;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.ingest.record.RecordReader;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.material.RejectionReason;

/**
 * What a Matbench file says besides its rows: names of the rows and of the columns.
 *
 * <p>A row whose index is a word is called so. A whole number i, from 0, becomes the name that
 * Matbench's own folds use: {@code mb-mp-e-form-000001} is row 0 of {@code
 * matbench_mp_e_form.json.gz}, with as many digits as the number of rows has.
 */
final class MatbenchHeader {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern ENDING = Pattern.compile("(?i)\\.json" + DumpFile.PACKED + "$");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final String STRUCTURE = "structure";

  private final String dataset;
  private final RecordRules rules;
  private List<String> index = List.of();
  private List<String> columns = List.of(); // as documents call them
  private List<String> given = List.of(); // as the file calls them
  private final Map<Integer, String> strange = new HashMap<>(); // values by row that are not names
  private boolean anyIndex;

  /**
   * Begins a file.
   *
   * @param rules say what a target becomes that has no known name
   */
  MatbenchHeader(DumpFile file, RecordRules rules) {
    String name = file.path().substring(file.path().lastIndexOf('/') + 1);
    this.dataset =
        ENDING.matcher(name).replaceFirst("").replaceFirst("^matbench_", "").replace('_', '-');
    this.rules = rules;
  }

  /** Reads the names of the rows. */
  Optional<Fault> readIndex(RecordSplitter value) throws IOException {
    anyIndex = true;
    index = new ArrayList<>();
    return read(value, "index", index, strange);
  }

  /** Returns whether the names of the rows were read. */
  boolean hasIndex() {
    return anyIndex;
  }

  /** Reads the names of the columns. */
  Optional<Fault> readColumns(RecordSplitter value) throws IOException {
    List<String> names = new ArrayList<>();
    Optional<Fault> fault = read(value, "columns", names, new HashMap<>());
    given = names;
    columns = names.stream().map(this::field).toList();
    return fault;
  }

  private static Optional<Fault> read(
      RecordSplitter value, String name, List<String> out, Map<Integer, String> strange)
      throws IOException {
    if (value.tooLong()) {
      return Optional.of(Fault.tooLong(RecordReader.MAX_RECORD));
    }
    boolean scalars;
    try (JsonParser json = JSON.createParser(value.buffer(), value.start(), value.length())) {
      scalars = json.nextToken() == JsonToken.START_ARRAY;
      while (scalars && json.nextToken() != JsonToken.END_ARRAY) {
        scalars = json.currentToken().isScalarValue();
        if (!isName(json.currentToken(), json.getText())) {
          strange.put(out.size(), json.getText());
        }
        out.add(json.getText());
      }
    } catch (JsonProcessingException e) {
      scalars = false;
    }
    return scalars
        ? Optional.empty()
        : fault(RejectionReason.MALFORMED_JSON, name + " should be an array of names");
  }

  private static boolean isName(JsonToken token, String text) {
    return token == JsonToken.VALUE_STRING
        || (token == JsonToken.VALUE_NUMBER_INT && !text.startsWith("-"));
  }

  private String field(String column) {
    String field = TargetNames.field(column);
    return field.equals(STRUCTURE) ? field : rules.targetOr(field);
  }

  /** Returns what keeps the rows from being read. */
  Optional<Fault> fault() {
    long targets = columns.stream().filter(c -> rules.targetOf(c).isPresent()).count();
    if (!columns.contains(STRUCTURE)) {
      return fault(
          RejectionReason.MALFORMED_JSON,
          "a column named structure should be announced before data, but columns are " + given);
    }
    if (rules.structuresOnly()) {
      return Optional.empty();
    }
    boolean perovskites = dataset.equals("perovskites") && rules.target().isEmpty(); // eV a cell
    if (perovskites
        || targets != columns.size() - 1
        || (!rules.target().isEmpty() && targets > 1)) {
      return fault(
          RejectionReason.UNKNOWN_TARGET,
          "columns %s of %s: %ssay with ingest.target what the one target is"
              .formatted(
                  given,
                  dataset,
                  perovskites ? "e_form is in eV a cell there, not in eV an atom; " : ""));
    }
    return Optional.empty();
  }

  private static Optional<Fault> fault(RejectionReason reason, String detail) {
    return Optional.of(new Fault(reason, detail));
  }

  /** Returns what the columns are called in documents. */
  List<String> fields() {
    return columns;
  }

  /** Returns what is wrong with the name that the index has for a row, counted from 0. */
  Optional<Fault> nameFault(long row) {
    if (!anyIndex) {
      return Optional.empty();
    }
    if (row >= index.size()) {
      return fault(
          RejectionReason.MISSING_ID,
          "index has %d names, and none for row %d".formatted(index.size(), row));
    }
    String name = strange.get((int) row);
    return name == null
        ? Optional.empty()
        : fault(
            name.equals("null") ? RejectionReason.MISSING_ID : RejectionReason.MALFORMED_FIELD,
            "index should have a word or a whole number from 0 for row %d, has %s"
                .formatted(row, name));
  }

  /** Returns what is wrong with an index that has more names than there are rows. */
  Optional<Fault> unfit(long rows) {
    return anyIndex && index.size() > rows
        ? fault(
            RejectionReason.MALFORMED_JSON,
            "index has %d names for %d rows: those above may have the names of others"
                .formatted(index.size(), rows))
        : Optional.empty();
  }

  /** Returns the name of a row, counted from 0, which {@link #nameFault} has nothing against. */
  String materialId(long row) {
    String name = anyIndex ? index.get((int) row) : String.valueOf(row);
    if (!NUMBER.matcher(name).matches()) {
      return name;
    }
    int digits = String.valueOf(index.size()).length();
    String number = String.valueOf(Integer.parseInt(name) + 1);
    return "mb-%s-%s%s"
        .formatted(dataset, "0".repeat(Math.max(0, digits - number.length())), number);
  }
}
