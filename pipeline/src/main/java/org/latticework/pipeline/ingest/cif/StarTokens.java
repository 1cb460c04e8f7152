package org.latticework.pipeline.ingest.cif;

import java.util.Locale;
import org.latticework.pipeline.ingest.cifvalue.CifException;
import org.latticework.pipeline.ingest.cifvalue.CifFault;

/**
 * The tokens of a STAR text as CIF 1.1 restricts it: names, values in their four forms (bare,
 * {@code '…'}, {@code "…"} and lines between semicolons), {@code loop_} and {@code data_…}. One
 * pass, nothing copied but the values that are asked for.
 */
final class StarTokens {
  /** What a token is. */
  enum Kind {
    DATA,
    LOOP,
    NAME,
    VALUE,
    END
  }

  private final String text;
  private int position;
  private int line = 1;

  private Kind kind = Kind.END;
  private int start; // of the token's content
  private int end;
  private boolean bare;
  private int tokenLine = 1;

  StarTokens(String text) {
    this.text = text;
    this.position = text.startsWith("\uFEFF") ? 1 : 0; // byte order mark
  }

  Kind kind() {
    return kind;
  }

  /** Returns the line on which the current token starts, from 1. */
  int line() {
    return tokenLine;
  }

  /** Returns what follows {@code data_}, or the name. */
  String name() {
    return text.substring(start, end);
  }

  /** Returns the value without its quotes; empty for a bare {@code ?} or {@code .}. */
  String value() {
    if (bare && end - start == 1 && (text.charAt(start) == '?' || text.charAt(start) == '.')) {
      return "";
    }
    return text.substring(start, end);
  }

  /** Moves to the next token. */
  void next() throws CifException {
    skipBlanksAndComments();
    tokenLine = line;
    bare = false;
    if (position == text.length()) {
      kind = Kind.END;
      return;
    }
    char c = text.charAt(position);
    if (c == ';' && (position == 0 || isLineEnd(text.charAt(position - 1)))) {
      textField();
    } else if (c == '\'' || c == '"') {
      quoted(c);
    } else {
      word();
    }
  }

  private void skipBlanksAndComments() {
    boolean comment = false;
    while (position < text.length()) {
      char c = text.charAt(position);
      if (isLineEnd(c)) {
        comment = false;
        countLine();
      } else if (c == '#') {
        comment = true;
      } else if (!comment && c != ' ' && c != '\t') {
        return;
      }
      position++;
    }
  }

  /** Counts the line that ends at the position; CR LF ends one line, at the LF. */
  private void countLine() {
    boolean carriageReturnOfPair =
        text.charAt(position) == '\r'
            && position + 1 < text.length()
            && text.charAt(position + 1) == '\n';
    if (!carriageReturnOfPair) {
      line++;
    }
  }

  private void textField() throws CifException {
    start = position + 1;
    boolean atLineStart = false;
    for (position++; position < text.length(); position++) {
      char c = text.charAt(position);
      if (c == ';' && atLineStart) {
        end = position - 1;
        if (text.charAt(end) == '\n' && end > start && text.charAt(end - 1) == '\r') {
          end--;
        }
        position++;
        requireBlank("a text field");
        kind = Kind.VALUE;
        return;
      }
      atLineStart = isLineEnd(c);
      if (atLineStart) {
        countLine();
      }
    }
    throw syntax("the text field that starts here has no closing semicolon");
  }

  private void quoted(char quote) throws CifException {
    start = position + 1;
    for (position++; position < text.length() && !isLineEnd(text.charAt(position)); position++) {
      if (text.charAt(position) == quote && isBlankOrEnd(position + 1)) {
        end = position++;
        kind = Kind.VALUE;
        return;
      }
    }
    throw syntax("the quote %s that starts here does not end on its line".formatted(quote));
  }

  private void word() throws CifException {
    start = position;
    while (!isBlankOrEnd(position)) {
      position++;
    }
    end = position;
    if (text.charAt(start) == '_') {
      kind = Kind.NAME;
    } else if (startsWithWord("data_")) {
      kind = Kind.DATA;
      start += "data_".length();
    } else if (isWord("loop_")) {
      kind = Kind.LOOP;
    } else if (isWord("stop_") || isWord("global_") || startsWithWord("save_")) {
      throw syntax(name().toLowerCase(Locale.ROOT) + " is not allowed in a CIF");
    } else {
      kind = Kind.VALUE;
      bare = true;
    }
  }

  private boolean startsWithWord(String word) {
    return text.regionMatches(true, start, word, 0, word.length()) && end - start >= word.length();
  }

  private boolean isWord(String word) {
    return end - start == word.length() && startsWithWord(word);
  }

  private void requireBlank(String what) throws CifException {
    if (!isBlankOrEnd(position)) {
      throw syntax("the end of %s must be followed by a blank".formatted(what));
    }
  }

  private boolean isBlankOrEnd(int index) {
    if (index >= text.length()) {
      return true;
    }
    char c = text.charAt(index);
    return c == ' ' || c == '\t' || isLineEnd(c);
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  CifException syntax(String message) {
    return new CifException(CifFault.SYNTAX, "Line %d: %s".formatted(tokenLine, message));
  }
}
