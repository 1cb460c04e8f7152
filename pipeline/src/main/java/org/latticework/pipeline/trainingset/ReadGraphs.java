package org.latticework.pipeline.trainingset;

import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.Optional;
import org.apache.spark.storage.StorageLevel;
import org.latticework.featurizer.crystal.Element;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.pipeline.material.Fold;
import scala.Tuple2;
import scala.Tuple3;
import scala.Tuple4;

/**
 * The materials of some folds, joined and kept from their first use until they are released; used
 * after that, they are joined again. The executors keep them serialized, in memory or on disk.
 */
public final class ReadGraphs implements AutoCloseable {
  private static final int NAMED = 5; // of each kind; people ask for examples

  // Name, fold, properties; largest atomic number, edges and bytes, null where there is no graph;
  // the graph, which is not there where the material is left out or only counted.
  private final JavaRDD<
          Tuple2<
              Tuple4<String, String, double[], Tuple3<Integer, Integer, Long>>,
              Optional<CrystalGraph>>>
      materials;
  private final GraphLimits limits;

  ReadGraphs(
      JavaRDD<
              Tuple2<
                  Tuple4<String, String, double[], Tuple3<Integer, Integer, Long>>,
                  Optional<CrystalGraph>>>
          materials,
      GraphLimits limits) {
    this.materials = materials.persist(StorageLevel.MEMORY_AND_DISK_SER());
    this.limits = limits;
  }

  /** Why a material is left out; the first that holds. */
  public enum Reason {
    /** None of the properties is known. */
    WITHOUT_TARGET,
    /** There is no graph, though there is a property. */
    WITHOUT_GRAPH,
    /** An element is beyond those that the network knows. */
    UNKNOWN_ELEMENT,
    /** The graph has more edges than a batch may hold. */
    TOO_MANY_EDGES,
    /** The network would take too much memory for it. */
    TOO_MUCH_MEMORY
  }

  /**
   * How many materials a fold has.
   *
   * @param labeled with graph and property, and within the limits
   * @param leftOut the others, by reason; none is 0
   * @param examples of them, by reason: the first by name, with what is too much where something is
   */
  public record Counts(
      long labeled, Map<Reason, Long> leftOut, Map<Reason, List<String>> examples) {
    public Counts {
      leftOut = Map.copyOf(leftOut);
      examples = Map.copyOf(examples);
    }

    /** Returns how many are left out for a reason. */
    public long leftOut(Reason reason) {
      return leftOut.getOrDefault(reason, 0L);
    }
  }

  /** Counts the materials of each fold that was asked for and is not empty. */
  public Map<Fold, Counts> counts() {
    GraphLimits bounds = limits;
    Map<String, Tally> sums =
        materials.aggregate(
            new HashMap<String, Tally>(),
            (perFold, row) -> {
              perFold.computeIfAbsent(row._1()._2(), fold -> new Tally()).add(row._1(), bounds);
              return perFold;
            },
            (some, others) -> {
              others.forEach((fold, tally) -> some.merge(fold, tally, Tally::plus));
              return some;
            });
    Map<Fold, Counts> counts = new EnumMap<>(Fold.class);
    sums.forEach((fold, of) -> counts.put(Fold.ofWord(fold), of.counts()));
    return counts;
  }

  private static Optional<Reason> reason(
      Tuple4<String, String, double[], Tuple3<Integer, Integer, Long>> labels, GraphLimits limits) {
    if (Arrays.stream(labels._3()).allMatch(Double::isNaN)) {
      return Optional.of(Reason.WITHOUT_TARGET);
    }
    Tuple3<Integer, Integer, Long> graph = labels._4();
    if (graph._1() == null) {
      return Optional.of(Reason.WITHOUT_GRAPH);
    } else if (graph._1() > limits.elements()) {
      return Optional.of(Reason.UNKNOWN_ELEMENT);
    } else if (graph._2() > limits.edges()) {
      return Optional.of(Reason.TOO_MANY_EDGES);
    }
    return graph._3() > limits.bytes() ? Optional.of(Reason.TOO_MUCH_MEMORY) : Optional.empty();
  }

  /** The counts of one fold on their way. */
  private static final class Tally implements Serializable {
    private static final long serialVersionUID = 1L;
    private long labeled;
    private final EnumMap<Reason, Long> leftOut = new EnumMap<>(Reason.class);
    private final EnumMap<Reason, TreeSet<String>> examples = new EnumMap<>(Reason.class);

    private void add(
        Tuple4<String, String, double[], Tuple3<Integer, Integer, Long>> labels,
        GraphLimits limits) {
      Optional<Reason> reason = reason(labels, limits);
      if (!reason.isPresent()) {
        labeled++;
        return;
      }
      leftOut.merge(reason.get(), 1L, Long::sum);
      name(reason.get(), example(labels, reason.get()));
    }

    private static String example(
        Tuple4<String, String, double[], Tuple3<Integer, Integer, Long>> labels, Reason reason) {
      return switch (reason) {
        case WITHOUT_TARGET, WITHOUT_GRAPH -> labels._1();
        case UNKNOWN_ELEMENT ->
            "%s (%s)".formatted(labels._1(), Element.ofNumber(labels._4()._1()).symbol());
        case TOO_MANY_EDGES -> "%s (%,d edges)".formatted(labels._1(), labels._4()._2());
        case TOO_MUCH_MEMORY -> "%s (%,d MB)".formatted(labels._1(), labels._4()._3() >> 20);
      };
    }

    private void name(Reason reason, String example) {
      TreeSet<String> named = examples.computeIfAbsent(reason, key -> new TreeSet<>());
      named.add(example);
      if (named.size() > NAMED) {
        named.pollLast();
      }
    }

    private Tally plus(Tally other) {
      labeled += other.labeled;
      other.leftOut.forEach((reason, count) -> leftOut.merge(reason, count, Long::sum));
      other.examples.forEach((reason, named) -> named.forEach(one -> name(reason, one)));
      return this;
    }

    private Counts counts() {
      Map<Reason, List<String>> named = new EnumMap<>(Reason.class);
      examples.forEach((reason, names) -> named.put(reason, List.copyOf(names)));
      return new Counts(labeled, leftOut, named);
    }
  }

  /** Returns the materials of a fold that have a graph and a property, within the limits. */
  public JavaRDD<LabeledGraph> graphs(Fold fold) {
    String word = fold.word();
    return materials
        .filter(row -> row._1()._2().equals(word) && row._2().isPresent())
        .map(ReadGraphs::labeled);
  }

  private static LabeledGraph labeled(
      Tuple2<
              Tuple4<String, String, double[], Tuple3<Integer, Integer, Long>>,
              Optional<CrystalGraph>>
          row) {
    Tuple4<String, String, double[], Tuple3<Integer, Integer, Long>> labels = row._1();
    return new LabeledGraph(labels._1(), Fold.ofWord(labels._2()), row._2().get(), labels._3());
  }

  /** Releases what is kept; again has no effect. */
  @Override
  public void close() {
    materials.unpersist(false);
  }
}
