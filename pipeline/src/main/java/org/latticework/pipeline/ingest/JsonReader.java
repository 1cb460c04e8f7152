package org.latticework.pipeline.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads JSON of any of the three shapes; each file says by its beginning which it has. */
final class JsonReader implements RecordReader {
  private static final int HEAD = 4096; // bytes
  private static final Pattern FIRST_FIELD = Pattern.compile("\\{\\s*\"(\\w+)\"\\s*:\\s*(\\S)");

  private final RecordRules rules;

  JsonReader(RecordRules rules) {
    this.rules = rules;
  }

  @Override
  public RecordSource open(DumpFile file, InputStream text) throws IOException {
    byte[] head = new byte[HEAD];
    int length = 0;
    int n = 0;
    String beginning = "";
    while (n >= 0 && length < HEAD && !decides(beginning)) { // further on, the text may be cut
      n = text.read(head, length, HEAD - length);
      length += Math.max(n, 0);
      beginning = new String(head, 0, length, StandardCharsets.ISO_8859_1).strip();
    }
    // Unlike a buffered stream, this one loses nothing where the text turns out to be cut.
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head, 0, length), text);
    return reader(beginning).open(file, whole);
  }

  private static boolean decides(String beginning) {
    return !beginning.isEmpty()
        && (beginning.charAt(0) != '{' || FIRST_FIELD.matcher(beginning).lookingAt());
  }

  private RecordReader reader(String beginning) {
    if (beginning.startsWith("[")) {
      return new JsonArrayReader(rules);
    }
    Matcher matcher = FIRST_FIELD.matcher(beginning);
    if (!matcher.lookingAt()) {
      return new JsonLinesReader(rules);
    }
    boolean array = matcher.group(2).equals("[");
    return switch (matcher.group(1)) {
      case "data" -> array ? new JsonArrayReader(rules) : new JsonLinesReader(rules);
      case "meta" -> new JsonArrayReader(rules);
      case "index", "columns" -> array ? new MatbenchReader(rules) : new JsonLinesReader(rules);
      default -> new JsonLinesReader(rules);
    };
  }
}
