package org.latticework.jobs.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latticework.jobs.s3.ConditionalProxy;
import org.latticework.jobs.s3.ConditionalProxy.Kind;
import org.latticework.jobs.s3.S3Server;

/** Locks on stores that keep conditions, that ignore them, and that refuse them. */
class S3LockIT {
  private static final String BUCKET = "locks";
  private static final HeartbeatLock.Pace QUICK =
      new HeartbeatLock.Pace(
          Duration.ofMillis(200), Duration.ofSeconds(6), Duration.ofMillis(1500));
  private static S3Server server;

  @BeforeAll
  static void startServer() throws Exception {
    server = new S3Server();
    server.createBucket(BUCKET);
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  private static Configuration hadoop(URI endpoint) {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.s3a.endpoint", endpoint.toString());
    hadoop.set("fs.s3a.path.style.access", "true");
    hadoop.set("fs.s3a.access.key", S3Server.ACCESS_KEY);
    hadoop.set("fs.s3a.secret.key", S3Server.SECRET_KEY);
    hadoop.set("fs.s3a.impl.disable.cache", "true");
    hadoop.set("fs.s3a.attempts.maximum", "2");
    hadoop.set("fs.s3a.retry.limit", "2");
    return hadoop;
  }

  private static RunLock take(String name, Configuration hadoop) throws IOException {
    return HeartbeatLock.take(
        "s3a://%s/%s".formatted(BUCKET, name), hadoop, Holder.here("ingest"), QUICK, () -> {});
  }

  @ParameterizedTest
  @EnumSource
  void letsOneOfManyIn(Kind kind) throws Exception {
    try (ConditionalProxy proxy = new ConditionalProxy(server, kind)) {
      Configuration hadoop = hadoop(proxy.endpoint());
      for (int round = 0; round < 3; round++) {
        assertThat(holders("%s-%d.lock".formatted(kind, round), hadoop, 6)).isEqualTo(1);
      }
      assertThat(server.keys(BUCKET)).isEmpty(); // each gave it back
      assertThat(proxy.conditions()).isPositive();
    }
  }

  /** Returns how many of some that try at the same moment get the lock. */
  private static int holders(String name, Configuration hadoop, int runs) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(runs);
    CountDownLatch go = new CountDownLatch(1);
    List<Future<RunLock>> tries = new ArrayList<>();
    try {
      for (int run = 0; run < runs; run++) {
        tries.add(
            threads.submit(
                () -> {
                  go.await();
                  return take(name, hadoop);
                }));
      }
      go.countDown();
      List<RunLock> taken = new ArrayList<>();
      for (Future<RunLock> attempt : tries) {
        try {
          taken.add(attempt.get());
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(BusyException.class);
        }
      }
      for (RunLock lock : taken) {
        lock.requireHeld();
        lock.close();
      }
      return taken.size();
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsALaterRunOutWhileTheHolderBeats(Kind kind) throws Exception {
    try (ConditionalProxy proxy = new ConditionalProxy(server, kind)) {
      Configuration hadoop = hadoop(proxy.endpoint());
      String name = "held-%s.lock".formatted(kind);
      try (RunLock held = take(name, hadoop)) {
        Thread.sleep(2000); // beats, under If-Match where the store keeps it
        assertThatThrownBy(() -> take(name, hadoop)).isInstanceOf(BusyException.class);
        held.requireHeld();
      }
      assertThat(server.keys(BUCKET)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void letsOneOfManyTakeOverFromADeadRun(Kind kind) throws Exception {
    try (ConditionalProxy proxy = new ConditionalProxy(server, kind)) {
      String name = "dead-%s.lock".formatted(kind);
      proxy.write(BUCKET, name, Holder.here("nightly").text());
      Thread.sleep(QUICK.silence().toMillis() + 1000);
      assertThat(holders(name, hadoop(proxy.endpoint()), 6)).isEqualTo(1);
      assertThat(server.keys(BUCKET)).isEmpty();
    }
  }
}
