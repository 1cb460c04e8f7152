package org.latticework.pipeline.delta;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.FileAction;
import scala.Option;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** What Delta's log says of a table. To ask takes no job of Spark's. */
public final class DeltaSnapshots {
  private DeltaSnapshots() {}

  /**
   * Returns the table in a folder as its last commit left it; the log is looked at now. Where there
   * is no table, the version is −1.
   */
  public static Snapshot latest(SparkSession spark, String folder) {
    return DeltaLog.forTable(spark, folder).update(false, Option.empty(), Option.empty());
  }

  /**
   * Returns the rows of a table as of now; if they are used after a later commit, perhaps as of
   * then.
   */
  public static Dataset<Row> rows(SparkSession spark, Snapshot latest) {
    return rows(spark, latest, false);
  }

  /**
   * Returns the rows as a commit left them, whatever comes later, if it is the last one that this
   * process has seen: then nothing of the log is read again.
   */
  public static Optional<Dataset<Row>> rows(SparkSession spark, String folder, long version) {
    Snapshot seen = DeltaLog.forTable(spark, folder).unsafeVolatileSnapshot();
    return seen.version() == version ? Optional.of(rows(spark, seen, true)) : Optional.empty();
  }

  private static Dataset<Row> rows(SparkSession spark, Snapshot snapshot, boolean pinned) {
    Optional<ListedFiles> listed = ListedFiles.of(snapshot);
    if (listed.isPresent()) {
      return spark.baseRelationToDataFrame(
          listed.get().relation(spark, snapshot.metadata().schema()));
    }
    Seq<Expression> everything = JavaConverters.asScalaBuffer(List.<Expression>of());
    return spark.baseRelationToDataFrame(
        snapshot
            .deltaLog()
            .createRelation(everything, Option.apply(snapshot), Option.empty(), pinned));
  }

  /**
   * Returns the Parquet files of a version, if it is the last one that this process has seen and
   * its checksum lists them.
   */
  public static Optional<List<Path>> files(SparkSession spark, String folder, long version) {
    Snapshot seen = DeltaLog.forTable(spark, folder).unsafeVolatileSnapshot();
    return seen.version() == version
        ? ListedFiles.of(seen).map(ListedFiles::paths)
        : Optional.empty();
  }

  /**
   * Returns the values of the first column whose values are folders.
   *
   * @return none where it takes a query to know
   */
  public static Optional<Set<String>> folders(Snapshot snapshot) {
    return ListedFiles.of(snapshot).map(ListedFiles::folders);
  }

  /** Returns the properties that the table has. */
  public static Map<String, String> properties(Snapshot snapshot) {
    return JavaConverters.mapAsJavaMap(snapshot.metadata().configuration());
  }

  /**
   * Returns whether a commit after another has changed rows, and not only how they lie in files.
   */
  public static boolean changed(Snapshot latest, long since) {
    List<Tuple2<Object, Seq<Action>>> commits =
        JavaConverters.seqAsJavaList(latest.deltaLog().getChanges(since + 1, true).toSeq());
    return commits.stream()
        .flatMap(commit -> JavaConverters.seqAsJavaList(commit._2()).stream())
        .anyMatch(action -> action instanceof FileAction file && file.dataChange());
  }

  /** Returns the sizes of the Parquet files that the last commit added, in bytes. */
  public static List<Long> added(Snapshot latest) {
    List<Tuple2<Object, Seq<Action>>> commits =
        JavaConverters.seqAsJavaList(latest.deltaLog().getChanges(latest.version(), true).toSeq());
    return commits.stream()
        .filter(commit -> commit._1().equals(latest.version()))
        .flatMap(commit -> JavaConverters.seqAsJavaList(commit._2()).stream())
        .filter(AddFile.class::isInstance)
        .map(file -> ((AddFile) file).size())
        .toList();
  }
}
