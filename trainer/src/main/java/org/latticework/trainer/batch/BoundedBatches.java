package org.latticework.trainer.batch;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Cuts crystals, in their order, into batches of bounded memory: a batch takes crystals as long as
 * they stay within the bound together; one beyond it is a batch by itself. No more than a batch and
 * the crystal behind it are held.
 *
 * @param <T> crystals, whatever comes with them
 */
public final class BoundedBatches<T> implements Iterator<List<T>> {
  private final Iterator<T> crystals;
  private final ToLongFunction<T> memory;
  private final long most;
  private Optional<T> ahead = Optional.empty();

  /**
   * Cuts.
   *
   * @param memory of a crystal, bytes
   * @param most of a batch of several, bytes
   */
  public BoundedBatches(Iterator<T> crystals, ToLongFunction<T> memory, long most) {
    this.crystals = crystals;
    this.memory = memory;
    this.most = most;
  }

  @Override
  public boolean hasNext() {
    return ahead.isPresent() || crystals.hasNext();
  }

  @Override
  public List<T> next() {
    if (!hasNext()) {
      throw new NoSuchElementException("No crystal is left");
    }
    List<T> batch = new ArrayList<>();
    T crystal = ahead.orElseGet(crystals::next);
    ahead = Optional.empty();
    batch.add(crystal);
    long bytes = memory.applyAsLong(crystal);
    while (ahead.isEmpty() && crystals.hasNext()) {
      crystal = crystals.next();
      bytes += memory.applyAsLong(crystal);
      if (bytes <= most) {
        batch.add(crystal);
      } else {
        ahead = Optional.of(crystal);
      }
    }
    return batch;
  }
}
