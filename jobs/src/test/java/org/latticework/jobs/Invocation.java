package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/**
 * One call of the command.
 *
 * @param code exit code
 * @param out what went to standard output
 * @param err what went to standard error
 */
public record Invocation(int code, String out, String err) {
  /** Calls it in a process of its own. */
  static Invocation of(ProcessBuilder builder) throws Exception {
    Path out = Files.createTempFile("latticework", ".out");
    Process process = builder.redirectOutput(out.toFile()).start();
    process.getOutputStream().close();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    String text = Files.readString(out);
    Files.delete(out);
    return new Invocation(process.exitValue(), text, err);
  }

  /** Calls it in this process. */
  public static Invocation of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Latticework.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    int code = Latticework.execute(command, arguments);
    return new Invocation(code, out.toString(), err.toString());
  }
}
