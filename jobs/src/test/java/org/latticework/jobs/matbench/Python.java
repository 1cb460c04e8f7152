package org.latticework.jobs.matbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Programs for {@code python3}, of its standard library alone. */
public final class Python {
  private static final String HASHES =
      """
      import hashlib, json, sys
      def ordered(d):
          return {k: ordered(d[k]) if isinstance(d[k], dict) else d[k] for k in sorted(d)}
      d = json.load(sys.stdin)
      found = d.pop("hash")
      print(hashlib.sha256(json.dumps(ordered(d)).encode()).hexdigest())
      print(found)
      """;

  private Python() {}

  /** Skips a test where there is no {@code python3}. */
  public static void assume() {
    boolean here;
    try {
      here = run("print(1)", "").equals("1\n");
    } catch (IOException e) {
      here = false;
    }
    assumeThat(here).as("python3 is here").isTrue();
  }

  /** Returns the hash that Matbench's package computes of a file of results, and the one in it. */
  public static List<String> hashes(String results) throws IOException {
    return run(HASHES, results).lines().toList();
  }

  /** Returns what a program prints. */
  public static String run(String program, String input) throws IOException {
    Process process =
        new ProcessBuilder("python3", "-c", program)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8)); // the programs read all of it first
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.onExit().join().exitValue()).isZero();
    return output;
  }
}
