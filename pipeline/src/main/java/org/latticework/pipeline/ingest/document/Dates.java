package org.latticework.pipeline.ingest.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the forms in which Materials Project has written times: {@code 2024-11-14T09:30:00.123},
 * the same with {@code Z}, {@code +00:00} or {@code +0000}, {@code {"$date": …}} around a string or
 * milliseconds since 1970, and {@code {"$date": {"$numberLong": "…"}}}. Without an offset it is
 * UTC.
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

  private final JsonFields fields;
  private Optional<Instant> found = Optional.empty();

  Dates(JsonFields fields) {
    this.fields = fields;
  }

  /** Returns the time at hand, to the microsecond; none for null and for a fault. */
  Optional<Instant> read(JsonParser json, String field) throws IOException {
    found = Optional.empty();
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
            if (name.equals("$date") || name.equals("$numberLong")) {
              value(json, field);
            } else {
              json.skipChildren();
            }
          });
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
      fields.wrong(json, field, "a time");
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
    if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return text.length() <= 15 ? ofMillis(Long.parseLong(text)) : Optional.empty();
    }
    try {
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
