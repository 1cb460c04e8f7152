package org.latticework.pipeline.featurize;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.latticework.pipeline.table.Fold;
import org.latticework.pipeline.table.GraphArrays;
import scala.Tuple2;
import scala.Tuple3;
import scala.Tuple5;

/**
 * The materials of some folds, joined and kept from their first use until they are released; used
 * after that, they are joined again. The executors keep them serialized, in memory or on disk.
 */
public final class ReadGraphs implements AutoCloseable {
  private static final int LABELED = 0;
  private static final int WITHOUT_TARGET = 1;
  private static final int WITHOUT_GRAPH = 2;
  private static final int KINDS = 3;

  // Name, fold and property, which may be null; the graph, which is null where either is missing.
  private final JavaRDD<
          Tuple2<Tuple3<String, String, Double>, Tuple5<int[], int[], int[], float[], float[]>>>
      materials;

  private ReadGraphs(
      JavaRDD<Tuple2<Tuple3<String, String, Double>, Tuple5<int[], int[], int[], float[], float[]>>>
          materials) {
    this.materials = materials.persist(StorageLevel.MEMORY_AND_DISK_SER());
  }

  static ReadGraphs of(
      JavaRDD<Tuple2<Tuple3<String, String, Double>, Tuple5<int[], int[], int[], float[], float[]>>>
          materials) {
    return new ReadGraphs(materials);
  }

  /**
   * How many materials a fold has.
   *
   * @param labeled with graph and property
   * @param withoutTarget left out for want of the property
   * @param withoutGraph left out for want of the graph though they have the property
   */
  public record Counts(long labeled, long withoutTarget, long withoutGraph) {}

  /** Counts the materials of each fold that was asked for and is not empty. */
  public Map<Fold, Counts> counts() {
    Map<String, long[]> none = new HashMap<>();
    Map<String, long[]> sums =
        materials.aggregate(
            none,
            (perFold, row) -> {
              perFold.computeIfAbsent(row._1()._2(), fold -> new long[KINDS])[kind(row)]++;
              return perFold;
            },
            ReadGraphs::sum);
    Map<Fold, Counts> counts = new EnumMap<>(Fold.class);
    sums.forEach(
        (fold, of) ->
            counts.put(
                Fold.ofWord(fold), new Counts(of[LABELED], of[WITHOUT_TARGET], of[WITHOUT_GRAPH])));
    return counts;
  }

  private static int kind(
      Tuple2<Tuple3<String, String, Double>, Tuple5<int[], int[], int[], float[], float[]>> row) {
    if (row._1()._3() == null) {
      return WITHOUT_TARGET;
    }
    return row._2() == null ? WITHOUT_GRAPH : LABELED;
  }

  private static Map<String, long[]> sum(Map<String, long[]> some, Map<String, long[]> others) {
    others.forEach(
        (fold, counts) -> {
          long[] all = some.computeIfAbsent(fold, word -> new long[KINDS]);
          for (int k = 0; k < KINDS; k++) {
            all[k] += counts[k];
          }
        });
    return some;
  }

  /** Returns the materials of a fold that have both graph and property. */
  public JavaRDD<LabeledGraph> graphs(Fold fold) {
    String word = fold.word();
    return materials
        .filter(row -> row._1()._2().equals(word) && kind(row) == LABELED)
        .map(ReadGraphs::labeled);
  }

  private static LabeledGraph labeled(
      Tuple2<Tuple3<String, String, Double>, Tuple5<int[], int[], int[], float[], float[]>> row) {
    Tuple3<String, String, Double> labels = row._1();
    return new LabeledGraph(
        labels._1(), Fold.ofWord(labels._2()), GraphArrays.graph(row._2()), labels._3());
  }

  /** Releases what is kept; again has no effect. */
  @Override
  public void close() {
    materials.unpersist(false);
  }
}
