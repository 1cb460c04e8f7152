package org.latticework.jobs.serve;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;

/** What is sent back. */
final class Response {
  private static final String JSON = "application/json";

  private final int status;
  private final String type;
  private final byte[] body;
  private final int predicted;
  private final int refused;

  private Response(int status, String type, byte[] body, int predicted, int refused) {
    this.status = status;
    this.type = type;
    this.body = body;
    this.predicted = predicted;
    this.refused = refused;
  }

  /**
   * Answers a question about crystals.
   *
   * @param predicted of them
   * @param refused of them
   */
  static Response ofCrystals(byte[] json, int predicted, int refused) {
    return new Response(predicted > 0 ? 200 : 422, JSON, json, predicted, refused);
  }

  static Response ofJson(int status, String json) {
    return of(status, JSON, json);
  }

  static Response of(int status, String type, String text) {
    return new Response(status, type, text.getBytes(StandardCharsets.UTF_8), 0, 0);
  }

  /** Says in words why there is nothing else to say. */
  static Response ofError(int status, String message) {
    String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(message));
    return ofJson(status, "{\"error\":\"%s\"}".formatted(quoted));
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  /** Returns the bytes; not a copy. */
  byte[] body() {
    return body;
  }

  int predicted() {
    return predicted;
  }

  int refused() {
    return refused;
  }
}
