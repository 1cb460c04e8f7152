package org.latticework.trainer.shard;

import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.util.SizeEstimator;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatcher;

/**
 * The labeled crystals of a fold in this process, dealt to one worker: the same shard as that of
 * {@link Shards} with one worker.
 */
public final class LocalShard {
  private final List<Example> labeled;
  private final long excluded;
  private final GraphBatcher batcher;
  private int deal;
  private Shard shard;

  /**
   * Deals the crystals with a finite target.
   *
   * @param examples crystals with distinct material ids, in any order
   * @param batcher decides the order
   * @throws org.latticework.trainer.batch.UnsuitableCrystalsException if an id occurs twice
   */
  public LocalShard(List<Example> examples, GraphBatcher batcher) {
    this.labeled =
        Shards.sorted(examples.stream().filter(Example::labeled).toList(), Example::materialId);
    this.excluded = (long) examples.size() - labeled.size();
    this.batcher = batcher;
    this.shard = dealt(0);
  }

  private Shard dealt(int number) {
    int[] edges = labeled.stream().mapToInt(example -> example.graph().edges()).toArray();
    int[] places = batcher.shards(edges, 1, number)[0];
    return new Shard(Arrays.stream(places).mapToObj(labeled::get).toArray(Example[]::new));
  }

  /** Returns the shard of a deal, from 0. */
  public Shard deal(int number) {
    if (number != deal) {
      shard = dealt(number);
      deal = number;
    }
    return shard;
  }

  public GraphBatcher batcher() {
    return batcher;
  }

  /** Returns the atomic numbers of the labeled crystals. */
  public NavigableSet<Integer> elements() {
    NavigableSet<Integer> elements = new TreeSet<>();
    labeled.forEach(example -> Shards.elements(example).forEach(elements::add));
    return elements;
  }

  /** Returns the number of labeled crystals. */
  public int crystals() {
    return labeled.size();
  }

  /**
   * Returns the number of batches in an epoch.
   *
   * @throws org.latticework.trainer.batch.UnsuitableCrystalsException if there is no crystal
   */
  public int batches() {
    return batcher.batches(labeled.size(), 1);
  }

  /** Returns the values of a column that are known, in the order of the material ids. */
  public double[] targets(int column) {
    return labeled.stream()
        .mapToDouble(example -> example.target(column))
        .filter(Double::isFinite)
        .toArray();
  }

  /** Returns the number of crystals that were left out because their target is not known. */
  public long excluded() {
    return excluded;
  }

  /** Returns the bytes of heap that the crystals take, as Spark estimates it. */
  public long bytes() {
    return SizeEstimator.estimate(shard);
  }
}
