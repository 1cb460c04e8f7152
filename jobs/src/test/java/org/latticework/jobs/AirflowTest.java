package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The DAG of conf/schedule, run by Python itself: a command that only ends, and modules that have
 * the names of Airflow's and nothing in them, stand for the two.
 */
class AirflowTest {
  private static final Path FOLDER = Path.of("..", "conf", "schedule").toAbsolutePath();
  private static final String RUN =
      """
      import airflow_nightly, sys
      airflow_nightly.LATTICEWORK = sys.argv[1]
      try:
          airflow_nightly.nightly()
          print("done")
      except Exception as end:
          print(type(end).__name__)
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeNamesOfAirflow() throws Exception {
    assumeThat(python("pass").endsWith("ended 0")).as("python3 is here").isTrue();
    write(
        "airflow/__init__.py",
        """
        class DAG:
            def __init__(self, **arguments): pass
            def __enter__(self): return self
            def __exit__(self, *error): pass
        """);
    write(
        "airflow/exceptions.py",
        """
        class AirflowException(Exception): pass
        class AirflowFailException(AirflowException): pass
        """);
    write("airflow/operators/__init__.py", "");
    write(
        "airflow/operators/python.py",
        """
        class PythonOperator:
            def __init__(self, **arguments): pass
        """);
  }

  @Test
  void asksTheCommandForWhatItHasAndShowsWhatItSays() throws Exception {
    List<String> lines = nightlyEndingWith(0).lines().toList();

    String[] arguments = lines.get(0).split(" ");
    var parsed = Latticework.commandLine().parseArgs(arguments).subcommand();
    assertThat(parsed.commandSpec().name()).isEqualTo("nightly");
    assertThat(parsed.matchedOption("--input")).isNotNull();
    assertThat(lines.get(1)).isEqualTo("done");
  }

  @Test
  void failsWithoutAnotherTryWhereTooMuchWasRejected() throws Exception {
    assertThat(nightlyEndingWith(3)).contains("\nAirflowFailException\n");
  }

  @Test
  void failsSoThatItIsTriedAgainWhereTheCommandFailed() throws Exception {
    assertThat(nightlyEndingWith(1)).contains("\nAirflowException\n");
    assertThat(nightlyEndingWith(2)).contains("\nAirflowException\n"); // or a storage is away
    assertThat(nightlyEndingWith(137)).contains("\nAirflowException\n");
  }

  private String nightlyEndingWith(int code) throws Exception {
    Path command = write("bin/latticework", "#!/bin/sh\necho \"$@\"\nexit %d\n".formatted(code));
    assertThat(command.toFile().setExecutable(true)).isTrue();
    return python(RUN, folder.toString());
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** Returns what a program prints, and how it ended. */
  private String python(String program, String... arguments) throws InterruptedException {
    List<String> words = new ArrayList<>(List.of("python3", "-c", program));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("PYTHONPATH", FOLDER + ":" + folder);
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    try {
      Process process = builder.start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return text + "ended " + process.waitFor();
    } catch (IOException e) {
      return "no such program";
    }
  }
}
