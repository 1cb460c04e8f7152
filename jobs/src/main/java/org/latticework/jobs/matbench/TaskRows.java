package org.latticework.jobs.matbench;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.workspace.Location;
import org.latticework.pipeline.given.MatbenchFolds;
import org.latticework.pipeline.group.RefusedSplitException;
import org.latticework.pipeline.ingest.IngestOptions;
import org.latticework.pipeline.ingest.dump.FileRecords;
import org.latticework.pipeline.ingest.json.MatbenchTargets;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.RecordRules;

/** The rows of a task's file: each has a name, a value to predict, and a fold that tests it. */
final class TaskRows {
  private final Map<String, Double> values; // by name, in the order of the file
  private final Map<String, Integer> folds; // by name
  private final int count;

  private TaskRows(Map<String, Double> values, Map<String, Integer> folds, int count) {
    this.values = Collections.unmodifiableMap(values);
    this.folds = folds;
    this.count = count;
  }

  /**
   * Reads them from the file itself: tables have no values of rows that are refused.
   *
   * @throws ConfigurationException if the file is no table of Matbench, or is damaged
   */
  static TaskRows read(Location task, IngestOptions options, Configuration hadoop)
      throws IOException {
    RecordRules rules =
        new RecordRules("", true, true, options.extraTargets(), options.target().orElse(""));
    MatbenchTargets targets = new MatbenchTargets(rules);
    Path path = new Path(task.qualified());
    FileSystem store = path.getFileSystem(hadoop);
    DumpFile file = new DumpFile(task.qualified(), store.getFileStatus(path).getLen());
    int count = 0;
    try (FileRecords records = new FileRecords(file, store.open(path), targets, rules)) {
      Optional<DumpRecord> record = records.next();
      while (record.isPresent()) {
        requireRow(task, (DumpRecord.Refused) record.get());
        count++;
        record = records.next();
      }
    }
    return of(task, targets.rows(), count);
  }

  private static void requireRow(Location task, DumpRecord.Refused refused) {
    if (!MatbenchTargets.isOfARow(refused)) {
      throw new ConfigurationException(
          "%s is no whole table of Matbench: %s, %s"
              .formatted(
                  task.text(),
                  refused.rejection().origin().record(),
                  refused.rejection().detail()));
    }
  }

  private static TaskRows of(Location task, Map<String, MatbenchTargets.Row> rows, int count) {
    Map<String, Double> values = new LinkedHashMap<>();
    Map<String, Integer> places = new LinkedHashMap<>();
    rows.forEach(
        (name, row) -> {
          values.put(name, row.target());
          places.put(name, row.place());
        });
    try {
      return new TaskRows(values, MatbenchFolds.ofRows(places, count), count);
    } catch (RefusedSplitException e) {
      throw new ConfigurationException("%s: %s".formatted(task.text(), e.getMessage()), e);
    }
  }

  /** Returns how many rows the file has, those without a name, or with that of another, too. */
  int count() {
    return count;
  }

  /** Returns the values by name, in the order of the file; NaN where there is none. */
  Map<String, Double> values() {
    return values;
  }

  /** Returns the names of the rows that a fold tests, in the order of the file. */
  List<String> tested(int fold) {
    return values.keySet().stream().filter(name -> folds.get(name) == fold).toList();
  }

  /** Returns the mean value of the rows that other folds test: what a fold learns from. */
  double meanOutside(int fold) {
    return values.entrySet().stream()
        .filter(row -> folds.get(row.getKey()) != fold && !Double.isNaN(row.getValue()))
        .mapToDouble(Map.Entry::getValue)
        .average()
        .orElseThrow(() -> new IllegalStateException("No row has a value to learn from"));
  }
}
