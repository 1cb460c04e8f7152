package org.latticework.pipeline.ingest.parquet;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;

/**
 * Writes a record of a Parquet file as JSON. Groups become objects, lists and repeated fields
 * arrays, maps objects, times ISO strings in UTC; what is null is left out, except in lists.
 */
final class GroupJson {
  private static final long JULIAN_DAY_OF_1970 = 2_440_588;

  private GroupJson() {}

  /** Writes the fields of a group that have a value, each with its name. */
  static void writeFields(JsonGenerator json, Group group) throws IOException {
    GroupType type = group.getType();
    for (int field = 0; field < type.getFieldCount(); field++) {
      if (type.getType(field).isRepetition(Type.Repetition.REPEATED)) {
        json.writeFieldName(type.getFieldName(field));
        writeRepeated(json, group, field);
      } else if (group.getFieldRepetitionCount(field) > 0) {
        json.writeFieldName(type.getFieldName(field));
        writeValue(json, group, field, 0);
      }
    }
  }

  private static void writeRepeated(JsonGenerator json, Group group, int field) throws IOException {
    json.writeStartArray();
    for (int i = 0; i < group.getFieldRepetitionCount(field); i++) {
      writeValue(json, group, field, i);
    }
    json.writeEndArray();
  }

  private static void writeValue(JsonGenerator json, Group group, int field, int index)
      throws IOException {
    Type type = group.getType().getType(field);
    if (type.isPrimitive()) {
      writePrimitive(json, group, field, index);
      return;
    }
    Group value = group.getGroup(field, index);
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    if (meaning instanceof ListLogicalTypeAnnotation && repeatsOneField(value)) {
      writeList(json, value);
    } else if (meaning instanceof MapLogicalTypeAnnotation && repeatsOneField(value)) {
      writeMap(json, value);
    } else {
      json.writeStartObject();
      writeFields(json, value);
      json.writeEndObject();
    }
  }

  private static boolean repeatsOneField(Group group) {
    GroupType type = group.getType();
    return type.getFieldCount() == 1 && type.getType(0).isRepetition(Type.Repetition.REPEATED);
  }

  /** Writes the elements of a list, in the layout of today or one of those before it. */
  private static void writeList(JsonGenerator json, Group list) throws IOException {
    Type repeated = list.getType().getType(0);
    boolean wrapped =
        !repeated.isPrimitive()
            && repeated.asGroupType().getFieldCount() == 1
            && !repeated.getName().equals("array")
            && !repeated.getName().endsWith("_tuple");
    if (!wrapped) {
      writeRepeated(json, list, 0);
      return;
    }
    json.writeStartArray();
    for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
      Group element = list.getGroup(0, i);
      if (element.getFieldRepetitionCount(0) == 0) {
        json.writeNull();
      } else {
        writeValue(json, element, 0, 0);
      }
    }
    json.writeEndArray();
  }

  private static void writeMap(JsonGenerator json, Group map) throws IOException {
    json.writeStartObject();
    for (int i = 0; i < map.getFieldRepetitionCount(0); i++) {
      Group entry = map.getGroup(0, i);
      if (entry.getFieldRepetitionCount(0) == 0) {
        continue; // a key without a value has no name
      }
      json.writeFieldName(entry.getValueToString(0, 0));
      if (entry.getType().getFieldCount() < 2 || entry.getFieldRepetitionCount(1) == 0) {
        json.writeNull();
      } else {
        writeValue(json, entry, 1, 0);
      }
    }
    json.writeEndObject();
  }

  private static void writePrimitive(JsonGenerator json, Group group, int field, int index)
      throws IOException {
    Type type = group.getType().getType(field);
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    switch (type.asPrimitiveType().getPrimitiveTypeName()) {
      case BOOLEAN -> json.writeBoolean(group.getBoolean(field, index));
      case INT32 -> writeWhole(json, group.getInteger(field, index), meaning);
      case INT64 -> writeWhole(json, group.getLong(field, index), meaning);
      case FLOAT -> json.writeNumber(group.getFloat(field, index));
      case DOUBLE -> json.writeNumber(group.getDouble(field, index));
      case INT96 -> json.writeString(instant(NanoTime.fromBinary(group.getInt96(field, index))));
      case BINARY, FIXED_LEN_BYTE_ARRAY ->
          writeBinary(json, group.getBinary(field, index), meaning);
    }
  }

  private static void writeWhole(JsonGenerator json, long value, LogicalTypeAnnotation meaning)
      throws IOException {
    if (meaning instanceof DateLogicalTypeAnnotation) {
      json.writeString(LocalDate.ofEpochDay(value).toString());
    } else if (meaning instanceof TimestampLogicalTypeAnnotation time) {
      ChronoUnit unit = ChronoUnit.valueOf(time.getUnit().name());
      json.writeString(Instant.EPOCH.plus(value, unit).toString());
    } else if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
      json.writeNumber(BigDecimal.valueOf(value, decimal.getScale()));
    } else {
      json.writeNumber(value);
    }
  }

  private static void writeBinary(JsonGenerator json, Binary value, LogicalTypeAnnotation meaning)
      throws IOException {
    if (meaning instanceof DecimalLogicalTypeAnnotation decimal && value.length() > 0) {
      json.writeNumber(new BigDecimal(new BigInteger(value.getBytes()), decimal.getScale()));
    } else {
      RowDocuments.writeText(json, value.toStringUsingUTF8());
    }
  }

  private static String instant(NanoTime time) {
    return Instant.EPOCH
        .plus(time.getJulianDay() - JULIAN_DAY_OF_1970, ChronoUnit.DAYS)
        .plusNanos(time.getTimeOfDayNanos())
        .toString();
  }
}
