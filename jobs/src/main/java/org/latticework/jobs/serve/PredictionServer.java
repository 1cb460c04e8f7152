package org.latticework.jobs.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.latticework.jobs.predictor.PredictingModel;
import org.latticework.jobs.settings.ConfigurationException;

/** Answers requests over HTTP with what a model says. {@code openapi.json} describes them. */
final class PredictionServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(PredictionServer.class.getName());
  private static final int MORE_CONNECTIONS = 64; // than requests that may be inside

  private final ServeConfig config;
  private final PredictionPool pool;
  private final ServerMetrics metrics = new ServerMetrics();
  private final Map<String, Resource> resources;
  private final HttpServer http;
  private final ExecutorService connections;
  private final AtomicInteger underWay = new AtomicInteger();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean stopping;

  /** What answers at a path. */
  private record Resource(String method, Handler handler) {}

  private interface Handler {
    Response answer(HttpExchange exchange)
        throws IOException, InterruptedException, RefusedRequestException;
  }

  /**
   * Begins to listen.
   *
   * @throws ConfigurationException if the address or port cannot be had
   */
  PredictionServer(PredictingModel model, ServeConfig config) throws IOException {
    this.config = config;
    this.pool = new PredictionPool(model, config);
    String facts = ModelFacts.json(model);
    String description = description();
    this.resources =
        Map.of(
            "/v1/predict", new Resource("POST", this::predict),
            "/v1/model", new Resource("GET", request -> Response.ofJson(200, facts)),
            "/health", new Resource("GET", request -> health()),
            "/metrics", new Resource("GET", request -> measured()),
            "/openapi.json", new Resource("GET", request -> Response.ofJson(200, description)));
    this.http = listening(config);
    int most = config.threads() + config.waiting() + MORE_CONNECTIONS;
    this.connections = connections(most);
    http.setExecutor(connections);
    http.createContext("/", this::handle);
    http.start();
  }

  /** Requests beyond these threads wait to be read, and are read in their order. */
  private static ExecutorService connections(int most) {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(most, most, 60, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  private static HttpServer listening(ServeConfig config) {
    // The server reads these once. Without the first, answers wait for a packet that does not come.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxReqTime", String.valueOf(config.seconds()));
    System.setProperty("sun.net.httpserver.maxRspTime", String.valueOf(2 * config.seconds()));
    try {
      return HttpServer.create(new InetSocketAddress(config.host(), config.port()), 0);
    } catch (IOException e) {
      throw new ConfigurationException(
          "serve.host and serve.port: %s:%d cannot be listened on: %s"
              .formatted(config.host(), config.port(), e.getMessage()),
          e);
    }
  }

  private static String description() throws IOException {
    try (InputStream in = PredictionServer.class.getResourceAsStream("openapi.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Returns where it listens. */
  String address() {
    InetSocketAddress address = http.getAddress();
    String host = address.getAddress().getHostAddress();
    return "http://%s:%d"
        .formatted(host.contains(":") ? "[" + host + "]" : host, address.getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    underWay.incrementAndGet();
    long start = System.nanoTime();
    try (exchange) {
      Response response = answer(exchange);
      if (exchange.getRequestURI().getPath().equals("/v1/predict")) {
        metrics.add(response, System.nanoTime() - start);
      }
      send(exchange, response);
    } finally {
      underWay.decrementAndGet();
    }
  }

  private Response answer(HttpExchange exchange) throws IOException {
    Resource resource = resources.get(exchange.getRequestURI().getPath());
    if (resource == null) {
      return Response.ofError(
          404,
          "No such path; there are "
              + String.join(", ", resources.keySet().stream().sorted().toList()));
    }
    if (!exchange.getRequestMethod().equals(resource.method())) {
      exchange.getResponseHeaders().set("Allow", resource.method());
      return Response.ofError(
          405, "%s takes %s".formatted(exchange.getRequestURI().getPath(), resource.method()));
    }
    try {
      return resource.handler().answer(exchange);
    } catch (RefusedRequestException e) {
      return Response.ofError(e.status(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Response.ofError(RefusedRequestException.UNAVAILABLE, "The server is stopping");
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A request failed", e);
      return Response.ofError(500, "The server failed: " + e.getClass().getSimpleName());
    }
  }

  private Response predict(HttpExchange exchange)
      throws IOException, InterruptedException, RefusedRequestException {
    if (stopping) {
      throw new RefusedRequestException(
          RefusedRequestException.UNAVAILABLE, "The server is stopping");
    }
    if (!pool.enter()) {
      passOver(exchange);
      exchange.getResponseHeaders().set("Retry-After", "1");
      throw new RefusedRequestException(
          RefusedRequestException.TOO_MANY,
          "%d requests are under way and wait (serve.threads, serve.waiting): come back in a second"
              .formatted(config.threads() + config.waiting()));
    }
    boolean read = false;
    byte[] body;
    try {
      body = body(exchange);
      read = true;
    } finally {
      if (!read) {
        pool.leave();
      }
    }
    return pool.predict(body);
  }

  private byte[] body(HttpExchange exchange) throws IOException, RefusedRequestException {
    byte[] body = exchange.getRequestBody().readNBytes(config.maxBody() + 1);
    if (body.length > config.maxBody()) {
      passOver(exchange);
      throw new RefusedRequestException(
          RefusedRequestException.TOO_LARGE,
          "A request has at most %d MB (serve.max-body)".formatted(config.maxBody() >> 20));
    }
    return body;
  }

  /** Reads on for a while, 1 s: who is still sending does not hear an answer. */
  private void passOver(HttpExchange exchange) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    long left = 4L * config.maxBody();
    byte[] part = new byte[1 << 16];
    int read = 0;
    while (left > 0 && read >= 0 && System.nanoTime() < end) {
      read = exchange.getRequestBody().read(part);
      left -= read;
    }
  }

  private Response health() {
    return stopping
        ? Response.ofJson(RefusedRequestException.UNAVAILABLE, "{\"status\":\"stopping\"}")
        : Response.ofJson(200, "{\"status\":\"ok\"}");
  }

  private Response measured() {
    return Response.of(200, "text/plain; version=0.0.4", metrics.text(pool.inside()));
  }

  private static void send(HttpExchange exchange, Response response) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", response.type());
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(response.status(), -1); // has no body
      return;
    }
    exchange.sendResponseHeaders(response.status(), response.body().length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(response.body());
    }
  }

  /** Waits until the server has been closed. */
  void await() throws InterruptedException {
    stopped.await();
  }

  /** Lets no request in any more, gives those under way their time, and ends. */
  @Override
  public void close() {
    stopping = true;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(config.stopSeconds());
    try {
      while (underWay.get() > 0 && System.nanoTime() < end) {
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.stop(0);
    connections.shutdownNow();
    pool.close();
    stopped.countDown();
  }
}
