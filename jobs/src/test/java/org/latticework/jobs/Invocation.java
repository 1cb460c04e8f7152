package org.latticework.jobs;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * One call of the command in this process.
 *
 * @param code exit code
 * @param out what went to standard output
 * @param err what went to standard error
 */
record Invocation(int code, String out, String err) {
  static Invocation of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Latticework.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    int code = command.execute(arguments);
    return new Invocation(code, out.toString(), err.toString());
  }
}
