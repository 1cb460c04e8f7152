package org.latticework.jobs.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.latticework.jobs.predictor.PredictingModel;

/**
 * The threads that predict, each with networks of its own, and how many requests they let in. A
 * request is one thread's.
 */
final class PredictionPool implements AutoCloseable {
  private final PredictingModel model;
  private final ServeConfig config;
  private final ExecutorService threads;
  private final Semaphore places;
  private final ThreadLocal<RequestPredictor> predictors = ThreadLocal.withInitial(this::predictor);

  PredictionPool(PredictingModel model, ServeConfig config) {
    this.model = model;
    this.config = config;
    this.threads = Executors.newFixedThreadPool(config.threads());
    this.places = new Semaphore(config.threads() + config.waiting());
  }

  private RequestPredictor predictor() {
    try {
      return new RequestPredictor(model, config.maxCrystals());
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
    boolean accepted = false;
    try {
      threads.execute(() -> answer(body, response));
      accepted = true;
    } finally {
      if (!accepted) {
        leave();
      }
    }
    return awaited(response);
  }

  private void answer(byte[] body, CompletableFuture<Response> response) {
    try {
      if (!response.isDone()) { // whoever waited may have gone
        response.complete(predictors.get().answer(body, "0", response::isDone));
      }
    } catch (Throwable e) { // whoever waits throws it
      response.completeExceptionally(e);
    } finally {
      leave();
    }
  }

  private Response awaited(CompletableFuture<Response> response)
      throws RefusedRequestException, InterruptedException {
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

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
