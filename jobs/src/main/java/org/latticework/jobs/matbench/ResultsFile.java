package org.latticework.jobs.matbench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.latticework.jobs.workspace.Location;

/**
 * The file in which Matbench takes results: the object {@code MatbenchBenchmark} of its package as
 * JSON, with a hash of all but the hash.
 *
 * @param task such as {@code matbench_mp_gap}
 * @param folds all of them
 * @param metadata what the user says of the algorithm: texts, numbers, truth values, lists and maps
 *     of them
 * @param written when it is written
 */
record ResultsFile(
    String task, List<FoldResult> folds, Map<String, Object> metadata, Instant written) {
  private static final String MODULE = "@module";
  private static final String CLASS = "@class";
  private static final String BENCHMARK = "matbench_v0.1";
  private static final String VERSION = "0.6"; // of the package whose form this is
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy.MM.dd HH:mm.ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  ResultsFile {
    folds = List.copyOf(folds);
  }

  /** Returns the text of the file. */
  String text() {
    Map<String, Object> benchmark = new TreeMap<>();
    benchmark.put(MODULE, "matbench.bench");
    benchmark.put(CLASS, "MatbenchBenchmark");
    benchmark.put("version", VERSION);
    benchmark.put("benchmark_name", BENCHMARK);
    benchmark.put("tasks", Map.of(task, taskObject()));
    benchmark.put("user_metadata", metadata);
    benchmark.put("datestamp", STAMP.format(written));
    benchmark.put("hash", sha256(PythonJson.text(benchmark)));
    return PythonJson.text(benchmark);
  }

  private Map<String, Object> taskObject() {
    Map<String, Object> results = new TreeMap<>();
    for (FoldResult fold : folds) {
      results.put(
          fold.key(),
          Map.of(
              "data", fold.predictions(),
              "parameters", fold.parameters(),
              "scores", fold.scores().byName()));
    }
    return Map.of(
        MODULE,
        "matbench.task",
        CLASS,
        "MatbenchTask",
        "benchmark_name",
        BENCHMARK,
        "dataset_name",
        task,
        "results",
        results);
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Writes it, whole or not at all; gzip where the name ends with {@code .gz}. */
  void write(Location file, Configuration hadoop) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean packed = file.text().toLowerCase(Locale.ROOT).endsWith(".gz");
    try (OutputStream out = packed ? new GZIPOutputStream(bytes) : bytes) {
      out.write(text().getBytes(StandardCharsets.UTF_8));
    }
    file.write(bytes.toByteArray(), hadoop);
  }
}
