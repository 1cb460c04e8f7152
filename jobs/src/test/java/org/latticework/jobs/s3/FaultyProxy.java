package org.latticework.jobs.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Stands on the loopback interface before a server and passes requests on, some of them with a
 * {@link Fault}. The fault of the n-th request for an object depends on the seed, the object's key
 * (without what makes it unique) and n alone, not on what other threads ask for. All are counted;
 * cuts and stalls hit data of objects only, no listings.
 */
public final class FaultyProxy implements AutoCloseable {
  private static final Pattern UNIQUE =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9]{6,}");
  private static final Duration LATE = Duration.ofMillis(300);

  private final URI server;
  private final long seed;
  private final double share;
  private final Duration silence;
  private final CutUploads uploads;
  private final Forwarding forwarding;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer front;
  private final Map<String, AtomicLong> attempts = new ConcurrentHashMap<>(); // by request
  private final Map<Fault, AtomicLong> counts = new ConcurrentHashMap<>();

  /**
   * Starts the proxy.
   *
   * @param server where requests go
   * @param seed of the faults
   * @param share of the requests that get a fault, in [0, 1)
   * @param silence how long a stalled connection stays open
   */
  public FaultyProxy(URI server, long seed, double share, Duration silence) throws IOException {
    this(server, seed, share, silence, CutUploads.NONE);
  }

  /**
   * Starts a proxy without other faults than these.
   *
   * @param uploads each of which fails, as often as it is tried
   */
  public FaultyProxy(URI server, CutUploads uploads) throws IOException {
    this(server, 0, 0, Duration.ZERO, uploads);
  }

  private FaultyProxy(URI server, long seed, double share, Duration silence, CutUploads uploads)
      throws IOException {
    this.server = server;
    this.forwarding = new Forwarding(server);
    this.seed = seed;
    this.share = share;
    this.silence = silence;
    this.uploads = uploads;
    front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    front.createContext("/", this::handle);
    front.setExecutor(threads);
    front.start();
  }

  /** Returns the address, such as {@code http://127.0.0.1:40123}. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + front.getAddress().getPort());
  }

  /** Returns how many requests had a fault. */
  public long count(Fault fault) {
    return counts.getOrDefault(fault, new AtomicLong()).get();
  }

  /** Returns how many requests there were, with a fault or without. */
  public long requests() {
    return attempts.values().stream().mapToLong(AtomicLong::get).sum();
  }

  private void happened(Fault fault) {
    counts.computeIfAbsent(fault, key -> new AtomicLong()).incrementAndGet();
  }

  private Optional<Fault> draw(HttpExchange exchange) {
    String path = UNIQUE.matcher(exchange.getRequestURI().getPath()).replaceAll("");
    String request = exchange.getRequestMethod() + " " + path;
    long attempt = attempts.computeIfAbsent(request, key -> new AtomicLong()).getAndIncrement();
    RandomGenerator random =
        new SplittableRandom((seed * 31 + request.hashCode()) * 1_000_003 + attempt);
    Fault[] faults = Fault.values();
    return random.nextDouble() < share
        ? Optional.of(faults[random.nextInt(faults.length)])
        : Optional.empty();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      answer(exchange, draw(exchange));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange, Optional<Fault> fault)
      throws IOException, InterruptedException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (uploads.take(exchange)) {
      uploads.send(exchange, body, server);
      return; // closing an exchange without an answer cuts the connection
    }
    if (fault.equals(Optional.of(Fault.BUSY))) {
      happened(Fault.BUSY);
      exchange.sendResponseHeaders(503, -1);
      return;
    }
    HttpResponse<byte[]> response = forwarding.send(exchange, body);
    if (fault.equals(Optional.of(Fault.LOST))) {
      happened(Fault.LOST);
      return; // closing an exchange without an answer cuts the connection
    }
    if (fault.equals(Optional.of(Fault.SLOW))) {
      happened(Fault.SLOW);
      Thread.sleep(LATE.toMillis());
    }
    respond(exchange, response, fault);
  }

  private void respond(HttpExchange exchange, HttpResponse<byte[]> response, Optional<Fault> fault)
      throws IOException, InterruptedException {
    if (!Forwarding.sendHead(exchange, response)) {
      return;
    }
    byte[] body = response.body();
    OutputStream out = exchange.getResponseBody();
    boolean object = isData(exchange) && body.length > 1;
    if (object && fault.isPresent() && (fault.get() == Fault.CUT || fault.get() == Fault.STALLED)) {
      happened(fault.get());
      out.write(body, 0, body.length / 2);
      out.flush();
      if (fault.get() == Fault.STALLED) {
        Thread.sleep(silence.toMillis());
      }
      return; // closing an exchange before its announced end cuts the connection
    }
    out.write(body);
    out.close();
  }

  /** Returns whether a request is for what is in an object, and not for a listing. */
  private static boolean isData(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("GET")
        && exchange.getRequestURI().getQuery() == null
        && exchange.getRequestURI().getPath().indexOf('/', 1) > 0;
  }

  @Override
  public void close() {
    front.stop(0);
    threads.shutdownNow();
  }
}
