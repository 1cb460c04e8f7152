package org.latticework.trainer.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a file says of its arrays.
 *
 * @param entries by name, in the order of the offsets
 * @param metadata texts by name
 */
record Header(Map<String, Entry> entries, Map<String, String> metadata) {
  static final String METADATA = "__metadata__";
  private static final int MOST = 100_000; // arrays, or texts
  private static final int MOST_AXES = 8;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  /**
   * Where an array lies.
   *
   * @param begin of its bytes, counted from the end of the header
   * @param end of its bytes
   */
  record Entry(TensorType type, long begin, long end) {}

  /**
   * Reads a header. Each array must begin where the one before ends, and be as long as its type.
   *
   * @throws IOException with the rule that is broken, without the file's name
   */
  static Header parse(byte[] json) throws IOException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    try (JsonParser in = JSON.createParser(new String(json, StandardCharsets.UTF_8))) {
      require(in.nextToken() == JsonToken.START_OBJECT, "a header is a JSON object");
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.getCurrentName();
        in.nextToken();
        if (name.equals(METADATA)) {
          texts(in, metadata);
        } else {
          entries.put(name, entry(in, name));
        }
        require(entries.size() <= MOST, "a header has at most %d arrays".formatted(MOST));
      }
      require(in.nextToken() == null, "nothing but spaces follows a header's JSON");
    }
    return new Header(inOrder(entries), metadata);
  }

  private static void texts(JsonParser in, Map<String, String> texts) throws IOException {
    require(in.currentToken() == JsonToken.START_OBJECT, METADATA + " is a JSON object");
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.getCurrentName();
      require(in.nextToken() == JsonToken.VALUE_STRING, METADATA + " holds texts");
      texts.put(name, in.getText());
      require(texts.size() <= MOST, "%s has at most %d texts".formatted(METADATA, MOST));
    }
  }

  private static Entry entry(JsonParser in, String name) throws IOException {
    require(in.currentToken() == JsonToken.START_OBJECT, "an array is described by an object");
    String element = "";
    List<Long> shape = List.of();
    List<Long> offsets = List.of();
    int known = 0;
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      known++;
      switch (in.getCurrentName()) {
        case "dtype" -> {
          require(in.nextToken() == JsonToken.VALUE_STRING, "dtype is a text");
          element = in.getText();
        }
        case "shape" -> shape = numbers(in, MOST_AXES);
        case "data_offsets" -> offsets = numbers(in, 2);
        default -> throw new IOException("an array has dtype, shape and data_offsets only");
      }
    }
    require(known == 3 && offsets.size() == 2, "an array has dtype, shape and two data_offsets");
    String unknown = "the type of %s is F32 or F64, got %s".formatted(cut(name), cut(element));
    ElementType type = ElementType.of(element).orElseThrow(() -> new IOException(unknown));
    try {
      return new Entry(new TensorType(type, shape), offsets.get(0), offsets.get(1));
    } catch (ArithmeticException e) {
      throw new IOException("%s is too large: its shape is %s".formatted(cut(name), shape), e);
    }
  }

  private static List<Long> numbers(JsonParser in, int most) throws IOException {
    require(in.nextToken() == JsonToken.START_ARRAY, "shape and data_offsets are lists");
    List<Long> numbers = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      require(
          in.currentToken() == JsonToken.VALUE_NUMBER_INT && numbers.size() < most,
          "shape and data_offsets hold at most %d whole numbers".formatted(most));
      long number = in.getLongValue();
      require(number >= 0, "shape and data_offsets are not negative, got " + number);
      numbers.add(number);
    }
    return numbers;
  }

  /** Checks that arrays and the bytes behind the header are one and the same. */
  private static Map<String, Entry> inOrder(Map<String, Entry> entries) throws IOException {
    List<Map.Entry<String, Entry>> sorted = new ArrayList<>(entries.entrySet());
    sorted.sort(
        Comparator.<Map.Entry<String, Entry>>comparingLong(entry -> entry.getValue().begin())
            .thenComparingLong(entry -> entry.getValue().end()));
    Map<String, Entry> ordered = new LinkedHashMap<>();
    long end = 0;
    for (Map.Entry<String, Entry> named : sorted) {
      Entry entry = named.getValue();
      require(
          entry.begin() == end,
          "%s begins at %d, need %d, where the array before it ends"
              .formatted(cut(named.getKey()), entry.begin(), end));
      require(
          entry.end() - entry.begin() == entry.type().bytes(),
          "%s is %s and needs %d bytes, has offsets %d to %d"
              .formatted(
                  cut(named.getKey()),
                  entry.type(),
                  entry.type().bytes(),
                  entry.begin(),
                  entry.end()));
      end = entry.end();
      ordered.put(named.getKey(), entry);
    }
    return ordered;
  }

  /** Returns the number of bytes behind the header. */
  long bytes() {
    return entries.values().stream().mapToLong(Entry::end).max().orElse(0);
  }

  /** Shortens a text of a foreign file for a message. */
  static String cut(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  private static void require(boolean claim, String rule) throws IOException {
    if (!claim) {
      throw new IOException(rule);
    }
  }
}
