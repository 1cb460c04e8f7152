package org.latticework.trainer.shard;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SizeEstimator;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.batch.UnsuitableCrystalsException;
import org.latticework.trainer.executor.WorkerProcess;
import scala.Tuple2;

/**
 * The labeled crystals of a fold, dealt to W workers and kept there: one partition a worker,
 * cached. Which crystal sits where depends on material ids, edges, the seed and the number of the
 * deal only, not on the order or the partitioning of the input.
 */
public final class Shards implements AutoCloseable {
  private static final int PATIENCE = 3; // futile hand-outs

  private final JavaRDD<Example> examples;
  private final List<Entry> labeled;
  private final long excluded;
  private final GraphBatcher batcher;
  private final int workers;
  private int deal;
  private Broadcast<Map<String, Integer>> slots;
  private JavaRDD<Shard> shards;
  private List<Holding> holdings;
  private int widest; // most processes that have held them
  private int futile; // hand-outs in a row that have brought no more processes

  private Shards(JavaRDD<Example> examples, GraphBatcher batcher, int workers) {
    List<Entry> all = examples.map(Entry::new).collect();
    this.examples = examples;
    this.labeled =
        sorted(all.stream().filter(entry -> entry.labeled).toList(), entry -> entry.materialId);
    this.excluded = (long) all.size() - labeled.size();
    this.batcher = batcher;
    this.workers = workers;
    hand(0);
  }

  /**
   * Deals the crystals with a finite target and waits until every worker has its shard.
   *
   * @param examples crystals with distinct material ids; read twice, to decide and to deal, and
   *     again by {@link #deal(int)} and {@link #spread}: to keep them meanwhile is the caller's
   * @param batcher decides the shards
   * @param workers W
   * @throws UnsuitableCrystalsException if an id occurs twice
   */
  public static Shards deal(JavaRDD<Example> examples, GraphBatcher batcher, int workers) {
    return new Shards(examples, batcher, workers);
  }

  /**
   * Deals anew, where another deal is in the workers' hands.
   *
   * @param number of the deal, from 0
   * @return whether they were handed out
   */
  public boolean deal(int number) {
    boolean moves = number != deal;
    if (moves) {
      close();
      hand(number);
    }
    return moves;
  }

  /**
   * Hands out the same deal again where shards share a process that had one each, though an
   * executor is idle: when one is lost, another takes over its shard at once and would keep it, and
   * work for two, after a new one has come. That one may be known before it takes tasks, so a
   * second call may be needed.
   *
   * @param processes fewest in which the workers of a round have run since
   * @return whether they were handed out
   */
  public boolean spread(int processes) {
    int fewest = Math.min(processes, holders());
    boolean moves = fewest < widest && executors() > fewest;
    if (moves) {
      close();
      hand(deal);
      futile = holders() > fewest ? 0 : futile + 1;
      if (futile == PATIENCE) {
        widest = holders(); // the idle executor takes no tasks
      }
    }
    return moves;
  }

  /** Returns how many executors the cluster has now; none in local mode. */
  private int executors() {
    return examples.context().getExecutorMemoryStatus().size() - 1; // the driver is among them
  }

  private void hand(int number) {
    deal = number;
    int[] edges = labeled.stream().mapToInt(entry -> entry.edges).toArray();
    Map<String, Integer> places = slots(labeled, batcher.shards(edges, workers, number));
    Broadcast<Map<String, Integer>> sent =
        JavaSparkContext.fromSparkContext(examples.context()).broadcast(places);
    slots = sent;
    shards =
        examples
            .filter(Shards::labeled)
            .mapToPair(example -> new Tuple2<>(slot(sent.value(), example), example))
            .partitionBy(new HashPartitioner(workers))
            .mapPartitions(Shards::shard)
            .persist(StorageLevel.MEMORY_AND_DISK());
    holdings = shards.map(Holding::of).collect();
    widest = Math.max(widest, holders());
  }

  /** Returns how many processes the shards were in when they were handed out. */
  private int holders() {
    return (int) holdings.stream().map(Holding::process).distinct().count();
  }

  /** Returns the shards, partition w being worker w's. */
  public JavaRDD<Shard> rdd() {
    return shards;
  }

  public GraphBatcher batcher() {
    return batcher;
  }

  public int workers() {
    return workers;
  }

  /** Returns the atomic numbers of the labeled crystals. */
  public NavigableSet<Integer> elements() {
    NavigableSet<Integer> elements = new TreeSet<>();
    labeled.forEach(entry -> IntStream.of(entry.elements).forEach(elements::add));
    return elements;
  }

  /** Returns the atomic numbers of a crystal, each once. */
  static IntStream elements(Example example) {
    return IntStream.range(0, example.graph().nodes())
        .map(example.graph()::atomicNumber)
        .distinct();
  }

  /** Returns the number of labeled crystals over all shards. */
  public int crystals() {
    return labeled.size();
  }

  /**
   * Returns the number of batches each worker has in an epoch.
   *
   * @throws IllegalArgumentException if there are fewer labeled crystals than workers
   */
  public int batches() {
    return batcher.batches(labeled.size(), workers);
  }

  /** Returns the values of a column that are known, in the order of the material ids. */
  public double[] targets(int column) {
    return labeled.stream()
        .mapToDouble(entry -> entry.targets[column])
        .filter(Double::isFinite)
        .toArray();
  }

  /** Returns the number of crystals that were left out because their target is not known. */
  public long excluded() {
    return excluded;
  }

  /** Returns the bytes of heap that the shards need, all together, as Spark estimates it. */
  public long bytes() {
    return holdings.stream().mapToLong(Holding::bytes).sum();
  }

  @Override
  public void close() {
    shards.unpersist();
    slots.destroy();
  }

  private static boolean labeled(Example example) {
    return example.labeled();
  }

  /**
   * Sorts by material ids.
   *
   * @throws UnsuitableCrystalsException if one occurs twice
   */
  static <T> List<T> sorted(List<T> each, Function<T, String> materialId) {
    List<T> sorted = new ArrayList<>(each);
    sorted.sort(Comparator.comparing(materialId));
    for (int k = 1; k < sorted.size(); k++) {
      String id = materialId.apply(sorted.get(k));
      if (id.equals(materialId.apply(sorted.get(k - 1)))) {
        throw new UnsuitableCrystalsException(
            "%s: a material may occur only once among the examples of a fold".formatted(id));
      }
    }
    return sorted;
  }

  /** Numbers the places: place p of worker w is p · W + w, so that W divides it off again. */
  private static Map<String, Integer> slots(List<Entry> entries, int[][] dealt) {
    Map<String, Integer> slots = new HashMap<>();
    for (int worker = 0; worker < dealt.length; worker++) {
      for (int place = 0; place < dealt[worker].length; place++) {
        slots.put(entries.get(dealt[worker][place]).materialId, place * dealt.length + worker);
      }
    }
    return slots;
  }

  private static int slot(Map<String, Integer> slots, Example example) {
    Integer slot = slots.get(example.materialId());
    if (slot == null) {
      throw new IllegalStateException(
          example.materialId() + ": was not among the examples when they were dealt");
    }
    return slot;
  }

  private static Iterator<Shard> shard(Iterator<Tuple2<Integer, Example>> dealt) {
    List<Tuple2<Integer, Example>> places = new ArrayList<>();
    dealt.forEachRemaining(places::add);
    places.sort(Comparator.comparing(Tuple2::_1));
    return List.of(new Shard(places.stream().map(Tuple2::_2).toArray(Example[]::new))).iterator();
  }

  /** Where a shard is, and what it takes there. */
  private record Holding(String process, long bytes) implements Serializable {
    static Holding of(Shard shard) {
      return new Holding(WorkerProcess.name(), SizeEstimator.estimate(shard));
    }
  }

  /** What the driver needs to know of a crystal. */
  private static final class Entry implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String materialId;
    private final int edges;
    private final int[] elements;
    private final double[] targets;
    private final boolean labeled;

    Entry(Example example) {
      materialId = example.materialId();
      edges = example.graph().edges();
      elements = Shards.elements(example).toArray();
      targets = IntStream.range(0, example.columns()).mapToDouble(example::target).toArray();
      labeled = example.labeled();
    }
  }
}
