package org.latticework.pipeline.ingest;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.latticework.pipeline.table.Target;

/** A dump of Parquet files, each with a schema of its own. */
final class ParquetDump implements Dump {
  private final List<DumpFile> files;
  private final Map<String, Map<String, Object>> constants;

  /**
   * Makes the dump.
   *
   * @param constants columns that are the same in all rows of a file and not in the file, by the
   *     path of the file; files without such columns may be left out
   */
  ParquetDump(List<DumpFile> files, Map<String, Map<String, Object>> constants) {
    this.files = files;
    this.constants = constants;
  }

  @Override
  public Dataset<Row> records(SparkSession spark, RecordRules rules) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<SerializableConfiguration> conf =
        context.broadcast(new SerializableConfiguration(spark.sessionState().newHadoopConf()));
    List<List<DumpFile>> shares = DumpFiles.deal(files, 4 * context.defaultParallelism());
    Broadcast<Map<String, Map<String, Object>>> columns = context.broadcast(constants);
    JavaRDD<Row> rows =
        context
            .parallelize(shares, Math.max(1, shares.size()))
            .flatMap(List::iterator)
            .flatMap(
                file ->
                    records(
                        file,
                        new RowDocuments(
                            rules, columns.value().getOrDefault(file.path(), Map.of())),
                        rules.extraTargets(),
                        conf.value()));
    return DumpRows.counted(spark, rows, rules);
  }

  private static Iterator<Row> records(
      DumpFile file, RowDocuments documents, List<Target> extra, SerializableConfiguration conf)
      throws IOException {
    Path path = new Path(file.path());
    FileSystem fs = path.getFileSystem(conf.value());
    ParquetRecords records = new ParquetRecords(file, fs.open(path), documents);
    TaskCompletionListener closer = context -> records.close();
    TaskContext.get().addTaskCompletionListener(closer);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return records.hasNext();
      }

      @Override
      public Row next() {
        return DumpRows.toRow(file, records.next(), extra);
      }
    };
  }

  @Override
  public long packedBytes() {
    return files.stream().mapToLong(DumpFile::length).sum();
  }

  @Override
  public String toString() {
    return files.size() + " Parquet files";
  }
}
