package org.latticework.pipeline.ingest.cif;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.latticework.pipeline.ingest.cifvalue.CifException;

/**
 * Reads the blocks of a CIF text, checks the grammar of all of it, and keeps the values of the
 * names in {@link CifTags}: memory does not grow with what nobody reads.
 */
final class StarReader {
  /** A column is cut here; whoever has a limit finds it exceeded. */
  static final int MAX_ROWS = 20_001;

  private final StarTokens tokens;
  private final List<CifBlock> blocks = new ArrayList<>();

  StarReader(String text) {
    this.tokens = new StarTokens(text);
  }

  /** Returns all blocks, at least one. */
  List<CifBlock> blocks() throws CifException {
    tokens.next();
    while (tokens.kind() != StarTokens.Kind.END) {
      if (tokens.kind() != StarTokens.Kind.DATA) {
        throw tokens.syntax("the text must start with data_");
      }
      readBlock();
    }
    if (blocks.isEmpty()) {
      throw tokens.syntax("the text has no data_ block");
    }
    return blocks;
  }

  private void readBlock() throws CifException {
    Map<String, List<String>> columns = new HashMap<>();
    blocks.add(new CifBlock(tokens.name(), tokens.line(), columns));
    tokens.next();
    while (tokens.kind() != StarTokens.Kind.END && tokens.kind() != StarTokens.Kind.DATA) {
      switch (tokens.kind()) {
        case NAME -> readItem(columns);
        case LOOP -> readLoop(columns);
        default ->
            throw tokens.syntax(
                "the value %s has no name".formatted(CifException.shown(tokens.value())));
      }
    }
  }

  private void readItem(Map<String, List<String>> columns) throws CifException {
    String name = tokens.name();
    Column column = newColumn(name, columns);
    tokens.next();
    if (tokens.kind() != StarTokens.Kind.VALUE) {
      throw tokens.syntax("%s has no value".formatted(CifException.shown(name)));
    }
    column.add(tokens);
    tokens.next();
  }

  private void readLoop(Map<String, List<String>> columns) throws CifException {
    List<Column> loop = new ArrayList<>();
    int loopLine = tokens.line();
    tokens.next();
    while (tokens.kind() == StarTokens.Kind.NAME) {
      loop.add(newColumn(tokens.name(), columns));
      tokens.next();
    }
    if (loop.isEmpty()) {
      throw tokens.syntax("the loop_ in line %d has no names".formatted(loopLine));
    }
    int column = 0;
    while (tokens.kind() == StarTokens.Kind.VALUE) {
      loop.get(column).add(tokens);
      column = (column + 1) % loop.size();
      tokens.next();
    }
    if (column != 0) {
      throw tokens.syntax(
          "the last row of the loop_ in line %d has %d of %d values"
              .formatted(loopLine, column, loop.size()));
    }
  }

  private Column newColumn(String name, Map<String, List<String>> columns) throws CifException {
    String normal = CifTags.normal(name);
    Column column = new Column(CifTags.isRead(normal));
    if (column.read && columns.putIfAbsent(normal, column.values) != null) {
      throw tokens.syntax("%s is given twice in one block".formatted(CifException.shown(name)));
    }
    return column;
  }

  /** Where the values of one name go. */
  private static final class Column {
    final boolean read;
    final List<String> values;

    Column(boolean read) {
      this.read = read;
      this.values = read ? new ArrayList<>() : List.of();
    }

    void add(StarTokens tokens) {
      if (read && values.size() < MAX_ROWS) {
        values.add(tokens.value());
      }
    }
  }
}
