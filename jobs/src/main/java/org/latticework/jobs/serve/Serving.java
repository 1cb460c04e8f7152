package org.latticework.jobs.serve;

import org.latticework.jobs.predictor.PredictingModel;

/** From the start of a server to the signal that ends it. */
final class Serving {
  private Serving() {}

  /** Returns what the user sees when it has started. */
  static String line(PredictingModel model, PredictionServer server) {
    return "Serving    %s at %s/v1/predict; Ctrl-C ends it"
        .formatted(model.files().name(), server.address());
  }

  /** Waits for a signal, and lets requests under way come to their end. */
  static void untilStopped(PredictionServer server) {
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "latticework-serve"));
    try {
      server.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
