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
import org.latticework.jobs.predictor.Answer;
import org.latticework.jobs.predictor.CrystalPredictor;
import org.latticework.jobs.predictor.PredictingModel;
import org.latticework.pipeline.ingest.record.DumpRecord;

/**
 * What a model says of records that one thread reads and others predict, in the order of the
 * records. Some hundred thousand atoms are under way at a time, however many records there are.
 */
final class Answers implements Iterator<Answer>, AutoCloseable {
  private static final int PART = 16; // records that a thread takes at a time
  private static final int AHEAD = 8; // parts under way, for each thread
  private static final int MOST_ATOMS = 200_000; // under way, but for the last part

  private final Iterator<DumpRecord> records;
  private final PredictingModel model;
  private final int threads;
  private final ExecutorService pool;
  private final ThreadLocal<CrystalPredictor> predictors = ThreadLocal.withInitial(this::open);
  private final Deque<Part> underWay = new ArrayDeque<>();
  private final LongConsumer progress;
  private Iterator<Answer> answers = List.<Answer>of().iterator();
  private long done;
  private long atoms; // under way

  /** Records that a thread predicts, and their atoms. */
  private record Part(Future<List<Answer>> answers, long atoms) {}

  /**
   * Begins to read and to predict.
   *
   * @param records read on the thread that asks for answers
   * @param model opened by each thread
   * @param threads that predict; positive
   * @param progress told now and then how many there were
   */
  Answers(Iterator<DumpRecord> records, PredictingModel model, int threads, LongConsumer progress) {
    this.records = records;
    this.model = model;
    this.threads = threads;
    this.progress = progress;
    this.pool = Executors.newFixedThreadPool(threads, Answers::daemon);
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
    if (!answers.hasNext()) {
      read();
      if (!underWay.isEmpty()) {
        Part part = underWay.removeFirst();
        atoms -= part.atoms();
        answers = next(part.answers()).iterator();
        progress.accept(done);
      }
    }
    return answers.hasNext();
  }

  @Override
  public Answer next() {
    if (!hasNext()) {
      throw new NoSuchElementException("No answer is left");
    }
    done++;
    return answers.next();
  }

  private void read() {
    while (underWay.size() < AHEAD * threads && atoms < MOST_ATOMS && records.hasNext()) {
      List<DumpRecord> part = new ArrayList<>(PART);
      long ofPart = 0;
      while (part.size() < PART && atoms + ofPart < MOST_ATOMS && records.hasNext()) {
        DumpRecord record = records.next();
        part.add(record);
        ofPart += atoms(record);
      }
      atoms += ofPart;
      underWay.addLast(new Part(pool.submit(() -> predict(part)), ofPart));
    }
  }

  private static int atoms(DumpRecord record) {
    return record instanceof DumpRecord.Accepted accepted
        ? accepted.material().structure().size()
        : 0;
  }

  private List<Answer> predict(List<DumpRecord> part) {
    CrystalPredictor predictor = predictors.get();
    return part.stream().map(predictor::answer).toList();
  }

  private static List<Answer> next(Future<List<Answer>> part) {
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
