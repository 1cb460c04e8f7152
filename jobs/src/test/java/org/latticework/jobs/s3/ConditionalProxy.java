package org.latticework.jobs.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before a server on the loopback interface and decides itself what becomes of writes under
 * {@code If-None-Match} and {@code If-Match}. It carries these out itself, since their headers are
 * signed, and knows the tags of what it has written.
 */
public final class ConditionalProxy implements AutoCloseable {
  /** What a store does with conditions of a write. */
  public enum Kind {
    /** As Amazon's S3: 412 where one does not hold. */
    KEEPS,
    /** Writes whatever they say. */
    IGNORES,
    /** 501, not implemented. */
    REFUSES
  }

  private final S3Server server;
  private final Kind kind;
  private final Forwarding forwarding;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, String> tags = new ConcurrentHashMap<>(); // by path
  private final AtomicInteger conditions = new AtomicInteger();
  private final HttpServer front;

  public ConditionalProxy(S3Server server, Kind kind) throws IOException {
    this.server = server;
    this.forwarding = new Forwarding(server.endpoint());
    this.kind = kind;
    front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    front.createContext("/", this::handle);
    front.setExecutor(threads);
    front.start();
  }

  /** Returns the address, such as {@code http://127.0.0.1:40123}. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + front.getAddress().getPort());
  }

  /** Returns how many writes came with a condition. */
  public int conditions() {
    return conditions.get();
  }

  /** Writes an object as if it had come by a request. */
  public void write(String bucket, String key, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    tags.put("/%s/%s".formatted(bucket, key), "\"%s\"".formatted(server.put(bucket, key, bytes)));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      boolean conditional =
          exchange.getRequestHeaders().containsKey("If-none-match")
              || exchange.getRequestHeaders().containsKey("If-match");
      if (exchange.getRequestMethod().equals("PUT") && conditional) {
        conditions.incrementAndGet();
        writeUnderCondition(exchange, body);
      } else {
        respond(exchange, sent(exchange, body));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeUnderCondition(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    switch (kind) {
      case REFUSES -> error(exchange, 501, "NotImplemented");
      case IGNORES -> write(exchange, body);
      case KEEPS -> {
        synchronized (tags) { // a look and a write that nobody comes between
          if (holds(exchange)) {
            write(exchange, body);
          } else {
            error(exchange, 412, "PreconditionFailed");
          }
        }
      }
    }
  }

  private void write(HttpExchange exchange, byte[] body) throws IOException {
    String path = exchange.getRequestURI().getPath();
    int slash = path.indexOf('/', 1);
    String sum = exchange.getRequestHeaders().getFirst("X-amz-content-sha256");
    byte[] content = sum != null && sum.startsWith("STREAMING-") ? firstChunk(body) : body;
    String tag =
        "\"%s\""
            .formatted(server.put(path.substring(1, slash), path.substring(slash + 1), content));
    tags.put(path, tag);
    exchange.getResponseHeaders().set("ETag", tag);
    exchange.sendResponseHeaders(200, -1);
  }

  /** A body in chunks that are signed: length, semicolon, signature, line, bytes. */
  private static byte[] firstChunk(byte[] body) {
    String text = new String(body, StandardCharsets.ISO_8859_1);
    int length = Integer.parseInt(text.substring(0, text.indexOf(';')), 16);
    int start = text.indexOf("\r\n") + 2;
    return Arrays.copyOfRange(body, start, start + length);
  }

  private boolean holds(HttpExchange exchange) {
    String tag = tags.getOrDefault(exchange.getRequestURI().getPath(), "");
    String match = exchange.getRequestHeaders().getFirst("If-match");
    return match == null ? tag.isEmpty() : tag.equals(match);
  }

  private HttpResponse<byte[]> sent(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> response = forwarding.send(exchange, body);
    String path = exchange.getRequestURI().getPath();
    if (exchange.getRequestMethod().equals("PUT") && response.statusCode() == 200) {
      tags.put(path, response.headers().firstValue("etag").orElse(""));
    } else if (exchange.getRequestMethod().equals("DELETE")) {
      tags.remove(path);
    }
    return response;
  }

  private static void respond(HttpExchange exchange, HttpResponse<byte[]> response)
      throws IOException {
    if (Forwarding.sendHead(exchange, response)) {
      exchange.getResponseBody().write(response.body());
    }
  }

  private static void error(HttpExchange exchange, int status, String code) throws IOException {
    byte[] body =
        "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>no</Message></Error>"
            .formatted(code)
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    front.stop(0);
    threads.shutdownNow();
  }
}
