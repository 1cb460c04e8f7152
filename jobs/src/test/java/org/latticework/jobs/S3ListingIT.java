package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.jobs.s3.FaultyProxy;
import org.latticework.jobs.s3.S3Server;
import org.latticework.pipeline.ingest.dump.DumpRelease;

/** What a look at a bucket of releases costs: requests, counted before an S3 server. */
class S3ListingIT {
  private static final String BUCKET = "listing";
  private static final int PAGE = 1_000; // objects that one answer lists
  @TempDir private static Path folder;
  private static final Configuration conf = new Configuration();
  private static S3Server server;
  private static FaultyProxy counter;
  private static Path object;

  @BeforeAll
  static void startServer() throws Exception {
    server = new S3Server();
    counter = new FaultyProxy(server.endpoint(), 1, 0, Duration.ZERO);
    server.createBucket(BUCKET);
    object = Files.writeString(folder.resolve("object"), "{}\n");
    conf.set("fs.s3a.endpoint", counter.endpoint().toString());
    conf.set("fs.s3a.path.style.access", "true");
    conf.set("fs.s3a.access.key", S3Server.ACCESS_KEY);
    conf.set("fs.s3a.secret.key", S3Server.SECRET_KEY);
  }

  @AfterAll
  static void stopServer() throws Exception {
    FileSystem.get(URI.create("s3a://" + BUCKET), conf).close();
    counter.close();
    server.close();
  }

  private static void put(String key) {
    server.put(BUCKET, "collections/" + key, object);
  }

  private static long requests() throws IOException {
    long before = counter.requests();
    List<DumpRelease> releases = DumpRelease.list(conf, "s3a://" + BUCKET + "/collections");
    assertThat(releases).extracting(DumpRelease::name).containsExactly("2025-12-01", "2026-01-15");
    return counter.requests() - before;
  }

  @Test
  void asksNoMoreForABucketWithManyObjectsBesideTheSummaries() throws IOException {
    for (String release : List.of("2025-12-01", "2026-01-15")) {
      put(release + "/summary/nelements=2/symmetry_number=1.jsonl.gz");
      put(release + "/summary/nelements=3/symmetry_number=1.jsonl.gz");
      put(release + "/materials/0.jsonl.gz");
      put(release + "/tasks/0.jsonl.gz");
    }
    requests(); // the first one makes the client
    long few = requests();

    for (int i = 1; i <= PAGE + 100; i++) {
      put("2026-01-15/materials/" + i + ".jsonl.gz");
      put("2025-12-01/tasks/nelements=" + i + "/0.jsonl.gz");
    }
    assertThat(requests()).isEqualTo(few);
    assertThat(few).isLessThan(20);
  }
}
