package org.latticework.pipeline.ingest.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the forms in which Materials Project has written times: {@code 2024-11-14T09:30:00.123},
 * the same with {@code Z}, {@code +00:00} or {@code +0000}, {@code {"$date": …}} around a string or
 * milliseconds since 1970, {@code {"$date": {"$numberLong": "…"}}}, and {@code {"@class":
 * "datetime", "string": …}}. Without an offset it is UTC.
 */
final class Dates {
  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']HH:mm")
          .optionalStart()
          .appendPattern(":ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHMM", "Z")
          .optionalEnd()
          .optionalEnd()
          .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
          .toFormatter(Locale.ROOT);

  // Spark's times leave their range long after Java's, but neither is a release of a database.
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  // Of the objects that hold a time: MongoDB's two, and that of Python's monty.
  private static final List<String> TIMES = List.of("$date", "$numberLong", "string");
  private static final String FRAME = "0000-00-00T00:00:00"; // 0 is any digit
  private static final int DAY = "0000-00-00".length();
  private static final int SECONDS = FRAME.length(); // where they end

  private final JsonFields fields;
  private Optional<Instant> found = Optional.empty();
  private boolean named; // an object had one of TIMES

  Dates(JsonFields fields) {
    this.fields = fields;
  }

  /** Returns the current value as a time, to the microsecond; none for null and for a fault. */
  Optional<Instant> read(JsonParser json, String field) throws IOException {
    found = Optional.empty();
    named = false;
    value(json, field);
    return found;
  }

  private void value(JsonParser json, String field) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.START_OBJECT) {
      fields.object(
          json,
          field,
          name -> {
            if (TIMES.contains(name)) {
              named = true;
              value(json, field);
            } else {
              json.skipChildren();
            }
          });
      if (!named) {
        fields.wrong(field, "a time", "an object without any of " + String.join(", ", TIMES));
      }
    } else if (token == JsonToken.VALUE_NUMBER_INT) {
      boolean whole = json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
      found = whole ? ofMillis(json.getLongValue()) : Optional.empty();
      noteIfNone(json, field);
    } else if (token == JsonToken.VALUE_STRING) {
      found = parse(json.getText());
      noteIfNone(json, field);
    } else if (token != JsonToken.VALUE_NULL) {
      fields.wrong(json, field, "a time");
    }
  }

  private void noteIfNone(JsonParser json, String field) throws IOException {
    if (found.isEmpty()) {
      fields.wrong(json, field, "a time from 1900 to 9998");
    }
  }

  private static Optional<Instant> ofMillis(long millis) {
    return Optional.of(Instant.ofEpochMilli(millis)).filter(Dates::plausible);
  }

  private static boolean plausible(Instant time) {
    return time.isAfter(EARLIEST) && time.isBefore(LATEST);
  }

  /** Returns the time that a string means, if it means one. */
  static Optional<Instant> parse(String text) {
    int digits = digits(text, 0);
    if (digits > 0 && digits == text.length()) {
      return text.length() <= 15 ? ofMillis(Long.parseLong(text)) : Optional.empty();
    }
    Optional<Instant> usual = usual(text);
    return usual.isPresent() ? usual : general(text);
  }

  /**
   * Returns the time of a text in the form that nearly all have, {@code 2024-11-14T09:30:00} with a
   * fraction, {@code Z} or {@code +00:00}, or without; none for any other. Each document has a
   * time, and the formatter takes longer for it than the parser for all else outside of the
   * structure.
   */
  static Optional<Instant> usual(String text) {
    int zone = text.endsWith("Z") ? 1 : text.endsWith("+00:00") ? 6 : 0;
    int end = text.length() - zone;
    if (end < SECONDS || !isUsual(text, end)) {
      return Optional.empty();
    }
    int micros = 0;
    for (int k = SECONDS + 1; k < SECONDS + 7; k++) {
      micros = 10 * micros + (k < end ? text.charAt(k) - '0' : 0);
    }
    try {
      LocalDateTime time =
          LocalDateTime.of(
              number(text, 0, 4),
              number(text, 5, 7),
              number(text, 8, 10),
              number(text, 11, 13),
              number(text, 14, 16),
              number(text, 17, SECONDS),
              1000 * micros);
      return Optional.of(time.toInstant(ZoneOffset.UTC)).filter(Dates::plausible);
    } catch (DateTimeException e) {
      return Optional.empty(); // no such day or hour: the formatter has the last word
    }
  }

  private static boolean isUsual(String text, int end) {
    for (int k = 0; k < SECONDS; k++) {
      char expected = FRAME.charAt(k);
      boolean fits = expected == '0' ? digits(text, k) > 0 : text.charAt(k) == expected;
      if (!fits) {
        return false;
      }
    }
    int fraction = end - SECONDS - 1;
    return fraction < 0
        || (text.charAt(SECONDS) == '.'
            && fraction > 0
            && fraction <= 9
            && digits(text, SECONDS + 1) == fraction);
  }

  /** Returns how many digits there are from a place on. */
  private static int digits(String text, int from) {
    int k = from;
    while (k < text.length() && text.charAt(k) >= '0' && text.charAt(k) <= '9') {
      k++;
    }
    return k - from;
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  /** Returns the time of a text in any of the forms. */
  static Optional<Instant> general(String text) {
    try {
      String day = text.strip();
      LocalDate.parse(day.substring(0, Math.min(day.length(), DAY))); // no 30 February
      TemporalAccessor time =
          FORM.parseBest(text.strip(), ZonedDateTime::from, LocalDateTime::from);
      Instant instant =
          time instanceof ZonedDateTime zoned
              ? zoned.toInstant()
              : ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
      return Optional.of(instant.truncatedTo(ChronoUnit.MICROS)).filter(Dates::plausible);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
