package org.latticework.pipeline.ingest;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import org.latticework.pipeline.SharedData;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.ingest.bytes.DumpText;
import org.latticework.pipeline.ingest.dump.FileRecords;
import org.latticework.pipeline.ingest.dump.OpenFile;
import org.latticework.pipeline.ingest.json.JsonReader;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.table.DeltaSession;
import org.latticework.pipeline.table.MaterialTable;

/**
 * Prints what it costs to read a dump: unpacking, parsing, rows, and the whole way to the committed
 * table, in MB of text a second of all processors' time, and the peak of the heap.
 */
public final class IngestTiming {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final Path file;
  private long bytes;

  private IngestTiming(Path file) {
    this.file = file;
  }

  /** Takes a file of JSON lines; without one, the 20,000 real structures. */
  public static void main(String[] arguments) throws IOException {
    IngestTiming timing =
        new IngestTiming(
            arguments.length > 0 ? Path.of(arguments[0]) : SharedData.file("mp-20k.jsonl.gz"));
    for (int round = 0; round < 3; round++) {
      timing.report("unpack", timing::unpack);
      timing.report("parse", () -> timing.parse(false));
      timing.report("parse to rows", () -> timing.parse(true));
    }
    SparkSession spark =
        DeltaSession.configure(
                SparkSession.builder().master("local[1]").config("spark.ui.enabled", "false"))
            .getOrCreate();
    for (int round = 0; round < 3; round++) {
      Workspace workspace = new Workspace(Files.createTempDirectory("ingest-timing").toString());
      timing.report("ingest", () -> timing.ingest(spark, workspace));
    }
    spark.stop();
  }

  private interface Work {
    void run() throws IOException;
  }

  private void report(String name, Work work) throws IOException {
    long start = SYSTEM.getProcessCpuTime();
    work.run();
    double seconds = (SYSTEM.getProcessCpuTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT, "%-14s %7.2f s  %7.1f MB/s%n", name, seconds, bytes / seconds / 1e6);
  }

  private InputStream open() throws IOException {
    return new BufferedInputStream(Files.newInputStream(file));
  }

  private void unpack() throws IOException {
    DumpFile dump = new DumpFile(file.toString(), Files.size(file));
    byte[] buffer = new byte[1 << 16];
    bytes = 0;
    try (InputStream text = DumpText.of(dump, open())) {
      for (int n = text.read(buffer); n >= 0; n = text.read(buffer)) {
        bytes += n;
      }
    }
  }

  private void parse(boolean rows) throws IOException {
    DumpFile dump = new DumpFile(file.toString(), Files.size(file));
    try (InputStream in = open()) {
      OpenFile records = new FileRecords(dump, in, new JsonReader(Records.STRICT), Records.STRICT);
      Records.forEach(
          records,
          record -> {
            if (rows && record instanceof DumpRecord.Accepted accepted) {
              MaterialTable.toRow(accepted.material(), List.of());
            }
          });
    }
  }

  private void ingest(SparkSession spark, Workspace workspace) throws IOException {
    Ingest.run(spark, workspace, IngestOptions.of(file.toString()));
  }
}
