package org.latticework.pipeline.ingest.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Set;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.PrimitiveType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetBoundsTest {
  private static final MessageType COLUMNS =
      MessageTypeParser.parseMessageType("message m { required int32 a; required int32 b; }");

  private static ColumnChunkMetaData chunk(String column, long start, long size) {
    PrimitiveType type = new MessageType("m", COLUMNS.getType("a")).getType(0).asPrimitiveType();
    return ColumnChunkMetaData.get(
        ColumnPath.get(column),
        type,
        CompressionCodecName.SNAPPY,
        null,
        Set.of(),
        Statistics.createStats(type),
        start,
        0,
        1,
        size,
        size);
  }

  private static BlockMetaData group(ColumnChunkMetaData... chunks) {
    BlockMetaData group = new BlockMetaData();
    for (ColumnChunkMetaData chunk : chunks) {
      group.addColumn(chunk);
    }
    return group;
  }

  @Test
  void takesColumnsThatFillAFile() {
    BlockMetaData group = group(chunk("a", 4, 46), chunk("b", 50, 50), chunk("other", 4, 1L << 40));
    assertThatCode(() -> ParquetBounds.requireWithin(group, COLUMNS, 100))
        .doesNotThrowAnyException();
  }

  /** Parquet would take the memory first, and read then. */
  @ParameterizedTest
  @CsvSource({"4, 1099511627776", "60, 41", "4, -1", "200, 1", "9223372036854775807, 2"})
  void refusesAColumnThatLiesOutsideOfTheFile(long start, long size) {
    BlockMetaData group = group(chunk("a", start, size));
    assertThatThrownBy(() -> ParquetBounds.requireWithin(group, COLUMNS, 100))
        .isInstanceOf(ParquetDecodingException.class)
        .hasMessage(
            "the column a is said to have %d bytes from %d on, in a file of 100"
                .formatted(size, start));
  }

  @Test
  void refusesColumnsThatLieOnTopOfEachOther() {
    BlockMetaData group = group(chunk("a", 4, 90), chunk("b", 4, 90));
    assertThatThrownBy(() -> ParquetBounds.requireWithin(group, COLUMNS, 100))
        .hasMessageContaining("the column b");
  }

  @ParameterizedTest
  @ValueSource(ints = {ParquetBounds.MAX_PAGE + 1, Integer.MAX_VALUE, -1})
  void refusesAPageThatIsTooLongBeforeItTakesMemoryForIt(int size) {
    var unpacker =
        ParquetBounds.options().getCodecFactory().getDecompressor(CompressionCodecName.SNAPPY);
    assertThatThrownBy(() -> unpacker.decompress(BytesInput.from(new byte[10]), size))
        .isInstanceOf(ParquetDecodingException.class)
        .hasMessage(
            "a page is said to have %d bytes, at most %d are read"
                .formatted(size, ParquetBounds.MAX_PAGE));
    ByteBuffer buffer = ByteBuffer.allocate(10);
    assertThatThrownBy(() -> unpacker.decompress(buffer, 10, buffer, size))
        .isInstanceOf(ParquetDecodingException.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = CompressionCodecName.class,
      names = {"SNAPPY", "GZIP", "ZSTD", "LZ4_RAW"})
  void unpacksOtherPages(CompressionCodecName codec) throws Exception {
    var codecs = ParquetBounds.options().getCodecFactory();
    byte[] page = "a page, a page, a page".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    BytesInput packed = codecs.getCompressor(codec).compress(BytesInput.from(page));
    BytesInput copy = BytesInput.copy(packed);
    assertThat(codecs.getDecompressor(codec).decompress(copy, page.length).toByteArray())
        .isEqualTo(page);
  }
}
