package org.latticework.pipeline.delta;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BindReferences;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.InterpretedPredicate;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.Predicate;
import org.apache.spark.sql.catalyst.expressions.package$;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.execution.datasources.FileIndex;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.PartitionDirectory;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * The Parquet files of one version of a Delta table, as the checksum beside its commit lists them.
 * Delta itself asks its log by queries, which take seconds even where it names two files.
 */
final class ListedFiles implements FileIndex {
  private final Path root;
  private final StructType partitions; // columns whose values are folders
  private final List<PartitionDirectory> folders;
  private final List<FileStatus> files;

  private ListedFiles(Path root, StructType partitions, Map<List<String>, List<FileStatus>> files) {
    this.root = root;
    this.partitions = partitions;
    this.folders = new ArrayList<>();
    this.files = files.values().stream().flatMap(List::stream).toList();
    files.forEach(
        (values, within) ->
            folders.add(PartitionDirectory.apply(row(values), within.toArray(FileStatus[]::new))));
  }

  private static InternalRow row(List<String> values) {
    return new GenericInternalRow(values.stream().map(UTF8String::fromString).toArray());
  }

  /**
   * Returns the files of a version.
   *
   * @return none where only Delta can tell: the table has more files than its checksums list, the
   *     checksum is missing, a column of folders is no text, or a file is not to be read as it is
   */
  static Optional<ListedFiles> of(Snapshot snapshot) {
    StructType partitions = snapshot.metadata().partitionSchema();
    boolean plain =
        snapshot.protocol().minReaderVersion() == 1
            && Stream.of(partitions.fields())
                .map(StructField::dataType)
                .allMatch(DataTypes.StringType::equals);
    if (!plain || snapshot.checksumOpt().isEmpty()) {
      return Optional.empty();
    }
    Option<Seq<AddFile>> listed = snapshot.checksumOpt().get().allFiles();
    if (listed.isEmpty()) {
      return Optional.empty();
    }
    Map<List<String>, List<FileStatus>> files = new LinkedHashMap<>();
    for (AddFile file : JavaConverters.seqAsJavaList(listed.get())) {
      files
          .computeIfAbsent(values(file, partitions), v -> new ArrayList<>())
          .add(status(file, snapshot));
    }
    return Optional.of(new ListedFiles(snapshot.deltaLog().dataPath(), partitions, files));
  }

  private static List<String> values(AddFile file, StructType partitions) {
    Map<String, String> values = JavaConverters.mapAsJavaMap(file.partitionValues());
    List<String> inOrder = new ArrayList<>(); // List.of takes no null
    for (String column : partitions.fieldNames()) {
      inOrder.add(values.get(column));
    }
    return inOrder;
  }

  private static FileStatus status(AddFile file, Snapshot snapshot) {
    Path path = file.absolutePath(snapshot.deltaLog());
    return new FileStatus(file.size(), false, 0, 1, file.modificationTime(), path);
  }

  /** Returns the rows of the files as a relation with the columns of the table. */
  HadoopFsRelation relation(SparkSession spark, StructType columns) {
    return HadoopFsRelation.apply(
        this,
        partitions,
        columns,
        Option.empty(),
        new ParquetFileFormat(),
        new scala.collection.immutable.HashMap<>(),
        spark);
  }

  /** Returns all files. */
  List<Path> paths() {
    return files.stream().map(FileStatus::getPath).toList();
  }

  /** Returns the values of the first column whose values are folders. */
  Set<String> folders() {
    return folders.stream().map(folder -> folder.values().getString(0)).collect(Collectors.toSet());
  }

  @Override
  public Seq<PartitionDirectory> listFiles(
      Seq<Expression> partitionFilters, Seq<Expression> dataFilters) {
    Optional<Expression> wanted =
        JavaConverters.seqAsJavaList(partitionFilters).stream().reduce(And::new);
    if (wanted.isEmpty()) {
      return JavaConverters.asScalaBuffer(folders);
    }
    InterpretedPredicate predicate = Predicate.createInterpreted(bound(wanted.get()));
    return JavaConverters.asScalaBuffer(
        folders.stream().filter(folder -> predicate.eval(folder.values())).toList());
  }

  /** Returns the condition on rows of {@link PartitionDirectory#values}. */
  private Expression bound(Expression condition) {
    Map<String, Attribute> byName = new LinkedHashMap<>();
    for (Attribute attribute : JavaConverters.seqAsJavaList(condition.references().toSeq())) {
      byName.put(attribute.name(), attribute);
    }
    List<Attribute> columns = new ArrayList<>();
    for (StructField column : partitions.fields()) {
      columns.add(byName.getOrDefault(column.name(), unused(column)));
    }
    return BindReferences.bindReference(
        condition, package$.MODULE$.AttributeSeq(JavaConverters.asScalaBuffer(columns)), false);
  }

  private static Attribute unused(StructField column) {
    return new AttributeReference(
        column.name(),
        column.dataType(),
        column.nullable(),
        column.metadata(),
        NamedExpression.newExprId(),
        JavaConverters.asScalaBuffer(List.<String>of()));
  }

  @Override
  public Seq<Path> rootPaths() {
    return JavaConverters.asScalaBuffer(List.of(root));
  }

  @Override
  public String[] inputFiles() {
    return files.stream().map(file -> file.getPath().toUri().toString()).toArray(String[]::new);
  }

  @Override
  public void refresh() {
    // A version never changes.
  }

  @Override
  public long sizeInBytes() {
    return files.stream().mapToLong(FileStatus::getLen).sum();
  }

  @Override
  public StructType partitionSchema() {
    return partitions;
  }
}
