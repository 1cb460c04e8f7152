package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The jar that predicts without Spark, in a process of its own that serves a model. */
final class ServedProcess implements AutoCloseable {
  static final Path JAR =
      Path.of(System.getProperty("latticework.distribution"), "latticework-predict.jar");

  private static final Pattern LINE = Pattern.compile("Serving    \\S+ at (\\S+); Ctrl-C ends it");

  private final Process process;
  private final URI address;

  ServedProcess(Path model) throws IOException {
    process = start("--model=" + model, "--port=0");
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    Matcher line = LINE.matcher(String.valueOf(out.readLine()));
    assertThat(line.matches()).isTrue();
    address = URI.create(line.group(1));
  }

  /** Starts the jar, with nothing else on the class path. */
  private static Process start(String... arguments) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command =
        new ArrayList<>(
            List.of(java.toString(), "--add-modules=jdk.incubator.vector", "-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** Runs the jar to its end and returns the lines that it writes. */
  static List<String> run(int code, String... arguments) throws Exception {
    Process process = start(arguments);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isEqualTo(code);
    return out.lines().toList();
  }

  /** Returns what it answers. */
  String predict(String body) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(address).POST(BodyPublishers.ofString(body)).build(),
            BodyHandlers.ofString())
        .body();
  }

  /** Ends it as a terminal or a cluster does, and returns its exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
