package org.latticework.pipeline.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
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
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.InterpretedPredicate;
import org.apache.spark.sql.catalyst.expressions.Literal;
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
 * The Parquet files of one version of a Delta table, as the checksum of its commit lists them.
 * Delta itself asks its log by queries, which take seconds even where it names two files.
 */
final class ListedFiles implements FileIndex {
  private static final ObjectMapper JSON = new ObjectMapper();

  // Of the snapshots that Delta still holds.
  private static final Map<Snapshot, Optional<ListedFiles>> KNOWN =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final Path root;
  private final StructType partitions; // columns whose values are folders
  private final List<Folder> folders = new ArrayList<>();

  /** Files whose rows have the same values in the columns of folders. */
  private record Folder(InternalRow values, List<Listed> files) {}

  /**
   * A file of the list.
   *
   * @param statistics what Delta knows of its rows, as JSON; may be null
   */
  private record Listed(FileStatus status, String statistics) {
    /** Returns whether a row may have these texts in these columns. */
    boolean mayHold(Map<String, UTF8String> texts) {
      if (texts.isEmpty() || statistics == null) {
        return true;
      }
      try {
        JsonNode known = JSON.readTree(statistics);
        for (Map.Entry<String, UTF8String> text : texts.entrySet()) {
          JsonNode least = known.path("minValues").path(text.getKey());
          JsonNode most = known.path("maxValues").path(text.getKey());
          if (least.isTextual()
              && most.isTextual()
              && (text.getValue().compareTo(UTF8String.fromString(least.asText())) < 0
                  || text.getValue().compareTo(UTF8String.fromString(most.asText())) > 0)) {
            return false;
          }
        }
        return true;
      } catch (JsonProcessingException e) {
        return true; // a file too many is read, and its rows are looked at
      }
    }
  }

  private ListedFiles(Path root, StructType partitions, Map<List<String>, List<Listed>> files) {
    this.root = root;
    this.partitions = partitions;
    files.forEach((values, within) -> folders.add(new Folder(row(values), within)));
  }

  private static InternalRow row(List<String> values) {
    return new GenericInternalRow(values.stream().map(UTF8String::fromString).toArray());
  }

  /**
   * Returns the files of a version.
   *
   * @return none where only Delta can tell: the table has more files than its checksums list, the
   *     checksum is missing or that of another commit, a column of folders is no text, or a file is
   *     not to be read as it is
   */
  static Optional<ListedFiles> of(Snapshot snapshot) {
    return KNOWN.computeIfAbsent(snapshot, ListedFiles::read);
  }

  private static Optional<ListedFiles> read(Snapshot snapshot) {
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
    if (!Checksums.fits(snapshot)) {
      return Optional.empty();
    }
    Map<List<String>, List<Listed>> files = new LinkedHashMap<>();
    for (AddFile file : JavaConverters.seqAsJavaList(listed.get())) {
      files
          .computeIfAbsent(values(file, partitions), v -> new ArrayList<>())
          .add(new Listed(status(file, snapshot), file.stats()));
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

  private Stream<FileStatus> files() {
    return folders.stream().flatMap(folder -> folder.files().stream()).map(Listed::status);
  }

  /** Returns all files. */
  List<Path> paths() {
    return files().map(FileStatus::getPath).toList();
  }

  /** Returns the values of the first column whose values are folders. */
  Set<String> folders() {
    return folders.stream().map(folder -> folder.values().getString(0)).collect(Collectors.toSet());
  }

  @Override
  public Seq<PartitionDirectory> listFiles(
      Seq<Expression> partitionFilters, Seq<Expression> dataFilters) {
    Optional<InterpretedPredicate> wanted =
        JavaConverters.seqAsJavaList(partitionFilters).stream()
            .reduce(And::new)
            .map(condition -> Predicate.createInterpreted(bound(condition)));
    Map<String, UTF8String> texts = texts(JavaConverters.seqAsJavaList(dataFilters));
    List<PartitionDirectory> found = new ArrayList<>();
    for (Folder folder : folders) {
      if (wanted.isEmpty() || wanted.get().eval(folder.values())) {
        FileStatus[] files =
            folder.files().stream()
                .filter(file -> file.mayHold(texts))
                .map(Listed::status)
                .toArray(FileStatus[]::new);
        found.add(PartitionDirectory.apply(folder.values(), files));
      }
    }
    return JavaConverters.asScalaBuffer(found);
  }

  /**
   * Returns the texts that columns must equal to meet all conditions; other conditions are not
   * looked at.
   */
  private static Map<String, UTF8String> texts(List<Expression> conditions) {
    Map<String, UTF8String> texts = new HashMap<>();
    for (Expression condition : conditions) {
      if (condition instanceof EqualTo equal
          && equal.left() instanceof AttributeReference column
          && equal.right() instanceof Literal literal
          && literal.value() instanceof UTF8String text) {
        texts.put(column.name(), text);
      }
    }
    return texts;
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
    return files().map(file -> file.getPath().toUri().toString()).toArray(String[]::new);
  }

  @Override
  public void refresh() {
    // A version never changes.
  }

  @Override
  public long sizeInBytes() {
    return files().mapToLong(FileStatus::getLen).sum();
  }

  @Override
  public StructType partitionSchema() {
    return partitions;
  }
}
