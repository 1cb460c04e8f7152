package org.latticework.trainer.shard;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntToLongFunction;
import org.latticework.trainer.batch.BatchEncoder;
import org.latticework.trainer.batch.Example;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The batches of a round, in order, each encoded on a thread of its own while the one before it is
 * learned from. Two batches exist at a time: one is freed when the next is asked for.
 */
public final class BatchStream implements Iterator<MultiDataSet>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BatchStream.class);

  private final ListIterator<List<Example>> batches;
  private final IntToLongFunction seeds;
  private final BatchEncoder encoder;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(BatchStream::daemon);
  private Optional<Future<MultiDataSet>> next;
  private Optional<MultiDataSet> current = Optional.empty();

  /**
   * Begins to encode the first batch.
   *
   * @param batches in order
   * @param seeds the seed of each batch, by its place from 0
   * @param encoder called from one other thread
   */
  public BatchStream(List<List<Example>> batches, IntToLongFunction seeds, BatchEncoder encoder) {
    this.batches = batches.listIterator();
    this.seeds = seeds;
    this.encoder = encoder;
    this.next = encodeNext();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "latticework-batches");
    thread.setDaemon(true);
    return thread;
  }

  private Optional<Future<MultiDataSet>> encodeNext() {
    if (!batches.hasNext()) {
      return Optional.empty();
    }
    long seed = seeds.applyAsLong(batches.nextIndex());
    List<Example> batch = batches.next();
    return Optional.of(thread.submit(() -> encoder.encode(batch, seed)));
  }

  @Override
  public boolean hasNext() {
    return next.isPresent();
  }

  /**
   * Frees the last batch, waits for the next one and has the one after it encoded.
   *
   * @throws IllegalStateException if the batch cannot be encoded, or the thread is interrupted
   */
  @Override
  public MultiDataSet next() {
    if (next.isEmpty()) {
      throw new NoSuchElementException("No batch is left");
    }
    free();
    try {
      MultiDataSet batch = next.get().get();
      current = Optional.of(batch);
      next = encodeNext();
      return batch;
    } catch (ExecutionException e) {
      throw new IllegalStateException("A batch cannot be made: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a batch", e);
    }
  }

  private void free() {
    current.ifPresent(BatchStream::free);
    current = Optional.empty();
  }

  private static void free(MultiDataSet batch) {
    Arrays.stream(batch.getFeatures()).forEach(INDArray::close);
    Arrays.stream(batch.getLabels()).forEach(INDArray::close);
  }

  /** Frees the last batch, and the prefetched one. */
  @Override
  public void close() {
    thread.shutdown();
    free();
    next.ifPresent(
        batch -> {
          try {
            free(batch.get());
          } catch (ExecutionException e) {
            LOG.debug("Discarded a prefetched batch that failed to encode", e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    next = Optional.empty();
  }
}
