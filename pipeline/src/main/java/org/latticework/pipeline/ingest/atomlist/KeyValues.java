package org.latticework.pipeline.ingest.atomlist;

import java.util.LinkedHashMap;
import java.util.Map;
import org.latticework.pipeline.material.RejectionReason;

/**
 * The {@code key=value} pairs of a frame's comment line. A value is a word, or between {@code "…"},
 * {@code '…'}, {@code […]} or braces, as ASE writes and reads them; a backslash takes the next
 * character as it is. Words without a value are skipped; of two pairs with one key the last counts.
 */
final class KeyValues {
  private final String text;
  private int at;

  private KeyValues(String text) {
    this.text = text;
  }

  /**
   * Returns the pairs in their order.
   *
   * @throws AtomListException if a quote or bracket stays open
   */
  static Map<String, String> of(String comment) throws AtomListException {
    KeyValues rest = new KeyValues(comment);
    Map<String, String> pairs = new LinkedHashMap<>();
    rest.skipSpace();
    while (rest.more()) {
      String key = rest.word(true);
      rest.skipSpace();
      if (rest.more() && rest.peek() == '=') {
        rest.at++;
        rest.skipSpace();
        pairs.put(key, rest.more() ? rest.word(false) : "");
        rest.skipSpace();
      }
    }
    return pairs;
  }

  private boolean more() {
    return at < text.length();
  }

  private char peek() {
    return text.charAt(at);
  }

  private void skipSpace() {
    while (more() && Character.isWhitespace(peek())) {
      at++;
    }
  }

  /** Reads a key or a value, without what it stands between. */
  private String word(boolean key) throws AtomListException {
    char first = peek();
    return switch (first) {
      case '"', '\'' -> between(first, first);
      case '[' -> between('[', ']');
      case '{' -> between('{', '}');
      default -> bare(key);
    };
  }

  private String bare(boolean key) {
    int start = at;
    while (more() && !Character.isWhitespace(peek()) && !(key && peek() == '=')) {
      at++;
    }
    if (at == start) {
      at++; // an equals sign without a key
    }
    return text.substring(start, at);
  }

  private String between(char open, char close) throws AtomListException {
    StringBuilder inside = new StringBuilder();
    int start = at;
    int depth = 0;
    while (more()) {
      char c = text.charAt(at++);
      if (c == '\\' && more()) {
        inside.append(text.charAt(at++));
      } else if (c == close && (open == close ? at - 1 > start : --depth == 0)) {
        return inside.substring(open == close ? 0 : 1);
      } else if (!(open == close && at - 1 == start)) {
        depth += c == open ? 1 : 0;
        inside.append(c);
      }
    }
    throw new AtomListException(
        RejectionReason.MALFORMED_FIELD,
        "the comment line has an open %s at character %d".formatted(open, start + 1));
  }
}
