package org.latticework.pipeline.given;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.when;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.latticework.pipeline.group.RefusedSplitException;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.RejectionTable;

/**
 * The five folds of Matbench (Dunn et al., npj Comput. Mater. 6, 138 (2020)): scikit-learn's {@code
 * KFold(5, shuffle=True, random_state=18012019)} over the rows of a dataset in their order.
 *
 * <p>A material's row is in its name: {@code mb-mp-e-form-000001} is the first. Where names are
 * others, it is counted from the places of the records, accepted and rejected, of the one file that
 * all materials come from; so it must be whole, and each record a material or a rejection.
 * Classifications have folds of another kind, stratified by class.
 */
public final class MatbenchFolds {
  /** How many there are. */
  public static final int FOLDS = 5;

  /** Column with the fold that tests a material, 0 … 4. */
  public static final String FOLD = "matbench_fold";

  private static final int SEED = 18012019;
  private static final String INDEX = "index";
  private static final String RECORD = "^(?:index |line |line [0-9]+, row )([0-9]{1,9})$";
  private static final Object[] CUT = {
    RejectionReason.TRUNCATED_FILE.name(),
    RejectionReason.CORRUPT_FILE.name(),
    RejectionReason.ENDLESS_EXPANSION.name()
  };
  private static final String NAME = "^mb-(.+)-([0-9]{1,9})$";
  private static final String STRATIFIED = "mp-is-metal";
  private static final Map<String, Integer> ROWS =
      Map.of(
          "jdft2d", 636,
          "phonons", 1265,
          "dielectric", 4764,
          "log-gvrh", 10987,
          "log-kvrh", 10987,
          "perovskites", 18928,
          "mp-gap", 106113,
          "mp-e-form", 132752);

  private MatbenchFolds() {}

  /**
   * Returns name and fold of each material.
   *
   * @param materials rows of the materials table, one for each material
   * @param rejections rows of the rejections table
   * @throws RefusedSplitException if the materials are not of a single file, of one that lacks
   *     records, or of a dataset whose folds are stratified
   */
  public static Dataset<Row> of(Dataset<Row> materials, Dataset<Row> rejections) {
    List<String> datasets =
        materials
            .select(regexp_extract(col(MaterialTable.MATERIAL_ID), NAME, 1))
            .distinct()
            .as(Encoders.STRING())
            .takeAsList(2);
    if (datasets.size() != 1) {
      throw new RefusedSplitException(
          "Matbench's folds are those of one dataset; these materials are of several: "
              + String.join(", ", datasets.stream().map(name -> "'" + name + "'").toList()));
    }
    String dataset = datasets.get(0);
    if (dataset.equals(STRATIFIED)) {
      throw new RefusedSplitException(
          "matbench_mp_is_metal is a classification, whose folds Matbench stratifies by class: give"
              + " them with split.strategy = file");
    }
    return dataset.isEmpty() || !ROWS.containsKey(dataset)
        ? byRecord(materials, rejections)
        : byName(materials, new KFold(ROWS.get(dataset), FOLDS, SEED));
  }

  /** Returns how many rows a dataset of Matbench has, such as mp-gap; none if there is none. */
  public static OptionalInt rows(String dataset) {
    return ROWS.containsKey(dataset) ? OptionalInt.of(ROWS.get(dataset)) : OptionalInt.empty();
  }

  /**
   * Returns the fold that tests each row of a whole file, 0 … 4, as {@link #of} does for those that
   * are materials.
   *
   * @param places of the rows in the file by their names, from 0
   * @param rows how many the file has, those without a name too
   * @throws RefusedSplitException if a name has a number that the dataset does not have, or there
   *     are fewer rows than folds
   */
  public static Map<String, Integer> ofRows(Map<String, Integer> places, int rows) {
    Pattern name = Pattern.compile(NAME);
    Map<String, Integer> folds = new LinkedHashMap<>();
    if (rows < FOLDS) {
      throw new RefusedSplitException("Matbench has five folds, got %d rows".formatted(rows));
    }
    Map<String, KFold> dealt = new LinkedHashMap<>();
    places.forEach(
        (id, place) -> {
          Matcher matcher = name.matcher(id);
          boolean known = matcher.matches() && ROWS.containsKey(matcher.group(1));
          KFold by =
              dealt.computeIfAbsent(
                  known ? matcher.group(1) : "",
                  dataset -> new KFold(ROWS.getOrDefault(dataset, rows), FOLDS, SEED));
          int index = known ? Integer.parseInt(matcher.group(2)) - 1 : place;
          if (index < 0 || index >= by.size()) {
            throw new RefusedSplitException(
                "This dataset of Matbench has the rows 1 to %d, got %s".formatted(by.size(), id));
          }
          folds.put(id, by.foldOf(index));
        });
    return folds;
  }

  private static Dataset<Row> byName(Dataset<Row> materials, KFold folds) {
    Column number =
        regexp_extract(col(MaterialTable.MATERIAL_ID), NAME, 2).cast(DataTypes.IntegerType);
    Row strange = materials.agg(max(number), min(number)).first();
    if (strange.getInt(0) > folds.size() || strange.getInt(1) < 1) {
      throw new RefusedSplitException(
          "This dataset of Matbench has the rows 1 to %d, but names go from %d to %d"
              .formatted(folds.size(), strange.getInt(1), strange.getInt(0)));
    }
    return materials.select(col(MaterialTable.MATERIAL_ID), fold(folds, number.minus(1)).as(FOLD));
  }

  private static Dataset<Row> byRecord(Dataset<Row> materials, Dataset<Row> rejections) {
    List<String> sources =
        materials.select(MaterialTable.SOURCE).distinct().as(Encoders.STRING()).takeAsList(2);
    if (sources.size() != 1) {
      throw new RefusedSplitException(
          "Matbench's folds go by the order of one file; these materials are of several, such as "
              + String.join(" and ", sources));
    }
    Dataset<Row> rejected =
        rejections.where(
            col(RejectionTable.SOURCE)
                .equalTo(sources.get(0))
                .and(col(RejectionTable.GRAPH_CONFIG).isNull()));
    requireWhole(sources.get(0), rejected);
    Column index = number(col(MaterialTable.RECORD));
    Dataset<Row> indices =
        materials
            .select(MaterialTable.RECORD)
            .union(rejected.select(RejectionTable.RECORD))
            .select(index.as(INDEX))
            .distinct();
    KFold folds = new KFold(records(sources.get(0), indices), FOLDS, SEED);
    return materials.select(col(MaterialTable.MATERIAL_ID), fold(folds, index).as(FOLD));
  }

  /** Returns the number of a record, from 0: {@code index 0}, {@code line 1} or that of a row. */
  private static Column number(Column record) {
    Column last = regexp_extract(record, RECORD, 1).cast(DataTypes.IntegerType);
    return when(record.startsWith("index"), last).when(record.rlike(RECORD), last.minus(1));
  }

  private static void requireWhole(String source, Dataset<Row> rejected) {
    List<Row> cut =
        rejected
            .where(col(RejectionTable.REASON).isin(CUT))
            .select(RejectionTable.RECORD, RejectionTable.REASON)
            .takeAsList(1);
    if (!cut.isEmpty()) {
      throw new RefusedSplitException(
          "Matbench's folds go by the order of all records, and %s was not read to its end: %s, %s"
              .formatted(source, cut.get(0).getString(0), cut.get(0).getString(1)));
    }
  }

  /** Returns how many records there are, numbered from 0 without a gap. */
  private static int records(String source, Dataset<Row> indices) {
    Column index = col(INDEX);
    Row found = indices.agg(count(index), count(lit(1)), max(index)).first();
    long rows = found.getLong(0);
    if (rows < found.getLong(1) || (rows > 0 && found.getInt(2) != rows - 1)) {
      throw new RefusedSplitException(
          ("Matbench's folds go by the order of all records, and of those of %s only %d are materials "
                  + "or rejections, with gaps between their numbers: ids that came again, empty lines "
                  + "or a file of another form. Give the folds with split.strategy = file")
              .formatted(source, rows));
    }
    if (rows < FOLDS) {
      throw new RefusedSplitException(
          "Matbench has five folds, and %s has %d records".formatted(source, rows));
    }
    return Math.toIntExact(rows);
  }

  private static Column fold(KFold folds, Column index) {
    return functions
        .udf((UDF1<Integer, Integer>) folds::foldOf, DataTypes.IntegerType)
        .apply(index);
  }
}
