package org.latticework.pipeline.ingest.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopCodecs;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.schema.MessageType;

/**
 * Sizes that a Parquet file states are looked at before memory is taken for them: Parquet's reader
 * takes what damaged or hostile bytes ask for, and a task without memory takes the job with it.
 */
final class ParquetBounds {
  /** The longest page, bytes unpacked; writers make pages of about 1 MB. */
  static final int MAX_PAGE = 256 << 20;

  private ParquetBounds() {}

  /** Returns options for one file: unpackers are not to be shared between tasks. */
  static ParquetReadOptions options() {
    return ParquetReadOptions.builder()
        .usePageChecksumVerification(true)
        .withCodecFactory(new BoundedCodecs(HadoopCodecs.newFactory(0)))
        .build();
  }

  /**
   * Checks where the columns of a row group are said to lie.
   *
   * @param columns those that are read
   * @param length of the file, bytes
   * @throws ParquetDecodingException if one lies outside of the file, or they do not fit into it
   *     together
   */
  static void requireWithin(BlockMetaData group, MessageType columns, long length) {
    long left = length;
    for (ColumnChunkMetaData chunk : group.getColumns()) {
      if (columns.containsPath(chunk.getPath().toArray())) {
        long start = chunk.getStartingPos();
        long size = chunk.getTotalSize();
        if (!(start >= 0 && size >= 0 && size <= left && start <= length - size)) {
          throw new ParquetDecodingException(
              "the column %s is said to have %d bytes from %d on, in a file of %d"
                  .formatted(chunk.getPath().toDotString(), size, start, length));
        }
        left -= size;
      }
    }
  }

  private static final class BoundedCodecs implements CompressionCodecFactory {
    private final CompressionCodecFactory codecs;

    private BoundedCodecs(CompressionCodecFactory codecs) {
      this.codecs = codecs;
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
      return codecs.getCompressor(codec);
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
      return new BoundedDecompressor(codecs.getDecompressor(codec));
    }

    @Override
    public void release() {
      codecs.release();
    }
  }

  private static final class BoundedDecompressor
      implements CompressionCodecFactory.BytesInputDecompressor {
    private final CompressionCodecFactory.BytesInputDecompressor decompressor;

    private BoundedDecompressor(CompressionCodecFactory.BytesInputDecompressor decompressor) {
      this.decompressor = decompressor;
    }

    @Override
    public BytesInput decompress(BytesInput packed, int size) throws IOException {
      require(size);
      return decompressor.decompress(packed, size);
    }

    @Override
    public void decompress(ByteBuffer packed, int packedSize, ByteBuffer out, int size)
        throws IOException {
      require(size);
      decompressor.decompress(packed, packedSize, out, size);
    }

    private static void require(int size) {
      if (!(size >= 0 && size <= MAX_PAGE)) {
        throw new ParquetDecodingException(
            "a page is said to have %d bytes, at most %d are read".formatted(size, MAX_PAGE));
      }
    }

    @Override
    public void release() {
      decompressor.release();
    }
  }
}
