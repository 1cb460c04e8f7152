package org.latticework.jobs.console;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * What the user sees while a job works.
 *
 * @param out where the lines go
 * @param terminal whether the output is a terminal, so that a line may be redrawn
 */
public record Console(PrintWriter out, boolean terminal) {
  /** Width that no line should pass. */
  public static final int COLUMNS = 100;

  private static final String INDENT = " ".repeat(11); // as wide as what a line begins with

  /**
   * Opens a bar in the last line of a terminal, until {@link #clear}.
   *
   * @param name shown before it
   * @param max where it is full
   */
  public ProgressBar bar(String name, long max) {
    return new ProgressBarBuilder()
        .setTaskName(name)
        .setInitialMax(max)
        .setStyle(ProgressBarStyle.ASCII)
        .setConsumer(new LastLine(out))
        .hideEta()
        .build();
  }

  /** Closes a bar and clears its line; the library leaves one alone that was open for a moment. */
  public void clear(ProgressBar bar) {
    bar.close();
    out.print("\r" + " ".repeat(COLUMNS) + "\r");
    out.flush();
  }

  private record LastLine(PrintWriter out) implements ProgressBarConsumer {
    @Override
    public int getMaxRenderedLength() {
      return COLUMNS;
    }

    @Override
    public void accept(String bar) {
      out.print("\r" + bar);
      out.flush();
    }

    @Override
    public void close() {
      out.flush();
    }
  }

  /** Prints a line; numbers look the same in every country. */
  @SuppressWarnings(
      "AnnotateFormatMethod") // the annotation is in a library we otherwise have no use for
  public void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }

  /** Prints what belongs to the line above, indented, in as many lines as its words need. */
  @SuppressWarnings("AnnotateFormatMethod") // as above
  public void sayBelow(String format, Object... values) {
    StringBuilder line = new StringBuilder();
    for (String word : String.format(Locale.ROOT, format, values).split(" ", -1)) {
      if (!line.isEmpty() && INDENT.length() + line.length() + 1 + word.length() > COLUMNS) {
        say("%s%s", INDENT, line);
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    say("%s%s", INDENT, line);
  }
}
