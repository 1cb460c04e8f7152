package org.latticework.jobs.predict;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.apache.spark.sql.Row;
import org.latticework.pipeline.ingest.record.DumpRecord;

/**
 * The rows of records that one thread reads and others predict, in the order of the records. A few
 * hundred are under way at a time, however many there are.
 */
final class PredictedRows implements Iterator<Row>, AutoCloseable {
  private static final int PART = 16; // records that a thread takes at a time
  private static final int AHEAD = 8; // parts under way, for each thread

  private final Iterator<DumpRecord> records;
  private final PredictingModel model;
  private final int threads;
  private final ExecutorService pool;
  private final ThreadLocal<CrystalPredictor> predictors = ThreadLocal.withInitial(this::open);
  private final Deque<Future<List<Row>>> underWay = new ArrayDeque<>();
  private final LongConsumer progress;
  private Iterator<Row> rows = List.<Row>of().iterator();
  private long done;

  /**
   * Begins to read and to predict.
   *
   * @param records read on the thread that asks for rows
   * @param model opened by each thread
   * @param threads that predict; positive
   * @param progress told now and then how many rows there were
   */
  PredictedRows(
      Iterator<DumpRecord> records, PredictingModel model, int threads, LongConsumer progress) {
    this.records = records;
    this.model = model;
    this.threads = threads;
    this.progress = progress;
    this.pool = Executors.newFixedThreadPool(threads, PredictedRows::daemon);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "latticework-predict");
    thread.setDaemon(true);
    return thread;
  }

  private CrystalPredictor open() {
    try {
      return new CrystalPredictor(model);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean hasNext() {
    if (!rows.hasNext()) {
      read();
      if (!underWay.isEmpty()) {
        rows = next(underWay.removeFirst()).iterator();
        progress.accept(done);
      }
    }
    return rows.hasNext();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException("No row is left");
    }
    done++;
    return rows.next();
  }

  private void read() {
    while (underWay.size() < AHEAD * threads && records.hasNext()) {
      List<DumpRecord> part = new ArrayList<>(PART);
      while (part.size() < PART && records.hasNext()) {
        part.add(records.next());
      }
      underWay.addLast(pool.submit(() -> predict(part)));
    }
  }

  private List<Row> predict(List<DumpRecord> part) {
    CrystalPredictor predictor = predictors.get();
    return part.stream().map(predictor::row).toList();
  }

  private static List<Row> next(Future<List<Row>> part) {
    try {
      return part.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for predictions", e);
    }
  }

  /** Ends the threads. */
  @Override
  public void close() {
    pool.shutdownNow();
  }
}
