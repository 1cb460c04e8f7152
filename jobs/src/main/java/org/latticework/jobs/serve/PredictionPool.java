package org.latticework.jobs.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.latticework.jobs.predictor.Answer;
import org.latticework.jobs.predictor.CrystalPredictor;
import org.latticework.jobs.predictor.PredictingModel;
import org.latticework.pipeline.ingest.record.DumpRecord;

/**
 * The threads that predict, each with networks of its own, and how many requests they let in. A
 * request is one thread's.
 */
final class PredictionPool implements AutoCloseable {
  private final PredictingModel model;
  private final ServeConfig config;
  private final ExecutorService threads;
  private final Semaphore places;
  private final ThreadLocal<Worker> workers = ThreadLocal.withInitial(this::worker);

  /** What a thread works with. */
  private record Worker(RequestReader reader, CrystalPredictor predictor) {}

  PredictionPool(PredictingModel model, ServeConfig config) {
    this.model = model;
    this.config = config;
    this.threads = Executors.newFixedThreadPool(config.threads());
    this.places = new Semaphore(config.threads() + config.waiting());
  }

  private Worker worker() {
    try {
      return new Worker(new RequestReader(config.maxCrystals()), new CrystalPredictor(model));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes a place, if one is left; who has taken it must {@link #leave} or {@link #predict}. */
  boolean enter() {
    return places.tryAcquire();
  }

  /** Gives a place back. */
  void leave() {
    places.release();
  }

  /** Returns how many requests have a place. */
  int inside() {
    return config.threads() + config.waiting() - places.availablePermits();
  }

  /**
   * Predicts the crystals of a request that has entered. Its place is given back when the thread is
   * done with it, however long that takes.
   *
   * @throws RefusedRequestException if the request breaks a rule, or is not done in time
   */
  Response predict(byte[] body) throws RefusedRequestException, InterruptedException {
    CompletableFuture<Response> response = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            response.complete(response(body, workers.get(), response));
          } catch (Throwable e) { // whoever waits throws it
            response.completeExceptionally(e);
          } finally {
            leave();
          }
        });
    try {
      return response.get(config.seconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      response.cancel(false); // the thread looks at it before each crystal
      throw new RefusedRequestException(
          RefusedRequestException.UNAVAILABLE,
          "The request was not done in %d s (serve.seconds)".formatted(config.seconds()));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RefusedRequestException refused) {
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private Response response(byte[] body, Worker worker, CompletableFuture<?> waitedFor)
      throws RefusedRequestException {
    List<Answer> answers = new ArrayList<>();
    int predicted = 0;
    String detail = "";
    List<DumpRecord> records = waitedFor.isDone() ? List.of() : worker.reader().read(body, "0");
    for (DumpRecord record : records) {
      if (waitedFor.isDone()) {
        break;
      }
      Answer answer = worker.predictor().answer(record);
      answers.add(answer);
      if (answer instanceof Answer.Refused refused) {
        detail = detail.isEmpty() ? refused.detail() : detail;
      } else {
        predicted++;
      }
    }
    String error = predicted > 0 ? "" : "No crystal can be predicted: " + detail;
    return Response.ofCrystals(
        new AnswerJson(model).response(answers, error), predicted, answers.size() - predicted);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
