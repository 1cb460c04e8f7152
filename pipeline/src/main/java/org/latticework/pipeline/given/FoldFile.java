package org.latticework.pipeline.given;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_extract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.latticework.pipeline.group.RefusedSplitException;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.table.SplitTable;

/**
 * Reads decisions made elsewhere, in one of three forms:
 *
 * <ul>
 *   <li>CSV with a header and the columns {@code material_id} and {@code fold} (train, validation,
 *       test);
 *   <li>JSON, {@code {"train": [names], "validation": [names], "test": [names]}}, in a file that
 *       ends with {@code .json};
 *   <li>the lists that MatFold writes: {@code x.train.csv}, which is the file to name, {@code
 *       x.test.csv} beside it and, if there is one, {@code x.validation.csv}. Their first column
 *       names materials, up to a colon.
 * </ul>
 */
public final class FoldFile {
  private static final String LIST = ".train.csv";

  private FoldFile() {}

  /**
   * Returns the columns {@code material_id} and {@code fold} of a file.
   *
   * @throws RefusedSplitException if it is of none of the forms, a fold does not exist, or a
   *     material is named twice
   */
  public static Dataset<Row> read(SparkSession spark, String file) {
    String name = file.toLowerCase(Locale.ROOT);
    Dataset<Row> rows =
        name.endsWith(LIST)
            ? lists(spark, file.substring(0, file.length() - LIST.length()))
            : name.endsWith(".json") ? json(spark, file) : table(spark, file);
    Dataset<Row> folds = rows.select(SplitTable.MATERIAL_ID, SplitTable.FOLD);
    Object[] words = Arrays.stream(Fold.values()).map(Fold::word).toArray();
    refuse(
        folds.where(
            col(SplitTable.FOLD).isNull().or(col(SplitTable.FOLD).isin(words).equalTo(false))),
        "%2$s: a fold is train, validation or test, but not so in the row %1$s",
        file);
    refuse(
        folds.groupBy(SplitTable.MATERIAL_ID).count().where("count > 1"),
        "%2$s names a material more than once: %1$s",
        file);
    return folds;
  }

  private static Dataset<Row> table(SparkSession spark, String file) {
    Dataset<Row> rows = spark.read().option("header", "true").csv(literally(file));
    List<String> columns = Arrays.asList(rows.columns());
    for (String column : List.of(SplitTable.MATERIAL_ID, SplitTable.FOLD)) {
      if (!columns.contains(column)) {
        throw new RefusedSplitException(
            "%s should have the columns material_id and fold, has %s".formatted(file, columns));
      }
    }
    return rows;
  }

  private static Dataset<Row> json(SparkSession spark, String file) {
    Dataset<Row> object =
        spark.read().json(spark.read().option("wholetext", "true").textFile(literally(file)));
    if (Arrays.asList(object.columns()).contains("split_parameters")) {
      throw new RefusedSplitException(
          "%s is MatFold's record of its settings, which names no materials: give the list that ends"
                  .formatted(file)
              + " with .train.csv beside it");
    }
    return Arrays.stream(Fold.values())
        .filter(fold -> isList(object, fold.word()))
        .map(
            fold ->
                object.select(
                    explode(col(fold.word()).cast("array<string>")).as(SplitTable.MATERIAL_ID),
                    lit(fold.word()).as(SplitTable.FOLD)))
        .reduce(Dataset::union)
        .orElseThrow(
            () ->
                new RefusedSplitException(
                    "%s should be an object with the lists train, validation and test"
                        .formatted(file)));
  }

  private static boolean isList(Dataset<Row> object, String name) {
    return Arrays.asList(object.columns()).contains(name)
        && object.schema().apply(name).dataType() instanceof ArrayType;
  }

  private static Dataset<Row> lists(SparkSession spark, String stem) {
    return Arrays.stream(Fold.values())
        .map(fold -> list(spark, "%s.%s.csv".formatted(stem, fold.word()), fold))
        .flatMap(Optional::stream)
        .reduce(Dataset::union)
        .orElseThrow();
  }

  private static Optional<Dataset<Row>> list(SparkSession spark, String file, Fold fold) {
    if (!exists(spark, file)) {
      if (fold == Fold.VALIDATION) {
        return Optional.empty();
      }
      throw new RefusedSplitException(
          "There is no list %s of the fold %s".formatted(file, fold.word()));
    }
    Dataset<Row> rows = spark.read().option("header", "true").csv(literally(file));
    Column first = col("`" + rows.columns()[0] + "`");
    return Optional.of(
        rows.select(
                regexp_extract(first, "^[^:]*", 0).as(SplitTable.MATERIAL_ID),
                lit(fold.word()).as(SplitTable.FOLD))
            .distinct());
  }

  private static boolean exists(SparkSession spark, String file) {
    Path path = new Path(file);
    try {
      return path.getFileSystem(spark.sessionState().newHadoopConf()).exists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for " + file, e);
    }
  }

  /** Returns a path whose signs Spark does not take for a pattern. */
  private static String literally(String path) {
    return path.replaceAll("[\\\\*?{}\\[\\]]", "\\\\$0");
  }

  private static void refuse(Dataset<Row> faulty, String message, String file) {
    List<Row> first = faulty.takeAsList(1);
    if (!first.isEmpty()) {
      throw new RefusedSplitException(message.formatted(first.get(0), file));
    }
  }
}
