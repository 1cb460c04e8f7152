package org.latticework.pipeline.ingest.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.latticework.pipeline.ingest.dump.OpenFile;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.material.RejectionReason;

/**
 * The records of one Parquet file, whose columns are those of summary documents, found by name in
 * the file's own schema; others are not read. A damaged file gives what comes before the damage,
 * and one rejection.
 */
final class ParquetRecords implements OpenFile {
  private final DumpFile file;
  private final FSDataInputStream in;
  private final StoredParquet stored;
  private final RowDocuments documents;
  private Optional<ParquetFileReader> reader = Optional.empty();
  private MessageType columns; // of the file, those that are read
  private RecordReader<Group> rows;
  private long rowsLeft; // in the current row group
  private long index;
  private boolean ended;

  ParquetRecords(DumpFile file, FSDataInputStream in, RowDocuments documents) {
    this.file = file;
    this.in = in;
    this.stored = new StoredParquet(file, in);
    this.documents = documents;
  }

  @Override
  public Optional<DumpRecord> next() {
    if (ended) {
      return Optional.empty();
    }
    Optional<Group> row;
    try {
      row = row();
      ended = row.isEmpty();
    } catch (IOException | RuntimeException e) { // Parquet throws anything at damaged bytes
      if (stored.failure().isPresent()) {
        throw new UncheckedIOException(
            "Cannot read " + file.path(), new IOException(stored.failure().get()));
      }
      ended = true;
      return Optional.of(
          documents.refuse(file, index, new Fault(RejectionReason.CORRUPT_FILE, "Parquet: " + e)));
    }
    return row.map(
        group -> documents.read(file, index++, json -> GroupJson.writeFields(json, group)));
  }

  private Optional<Group> row() throws IOException {
    if (reader.isEmpty()) {
      reader = Optional.of(ParquetFileReader.open(stored, ParquetBounds.options()));
      MessageType schema = reader.get().getFileMetaData().getSchema();
      List<Type> read =
          schema.getFields().stream().filter(f -> documents.reads(f.getName())).toList();
      columns = new MessageType(schema.getName(), read);
      for (BlockMetaData group : reader.get().getFooter().getBlocks()) {
        ParquetBounds.requireWithin(group, columns, file.length());
      }
      reader.get().setRequestedSchema(columns);
    }
    while (rowsLeft == 0) {
      PageReadStore pages = reader.get().readNextRowGroup();
      if (pages == null) {
        return Optional.empty();
      }
      rows =
          new ColumnIOFactory()
              .getColumnIO(columns)
              .getRecordReader(pages, new GroupRecordConverter(columns));
      rowsLeft = pages.getRowCount();
    }
    rowsLeft--;
    return Optional.of(rows.read());
  }

  @Override
  public void close() throws IOException {
    ended = true;
    if (reader.isPresent()) {
      reader.get().close();
    }
    in.close();
  }
}
