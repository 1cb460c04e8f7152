package org.latticework.jobs.console;

import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is said to the user about a failure, in one line. */
public final class Complaint {
  private static final String STAGE_FAILURE = "Job aborted due to stage failure";

  /**
   * How Spark tells a task's failure: {@code Lost task 0.3 in … (TID 5) (host …): class: words}.
   */
  private static final Pattern LAST_FAILURE =
      Pattern.compile("Lost task [^\\n]*\\(TID \\d+\\) \\([^)\\n]*\\): (?:[\\w.$]+: )?([^\\n]+)");

  private Complaint() {}

  /**
   * Returns the first line of what went wrong first: of an exception that a task threw, its own
   * words, not Spark's about the stage. Where there is no message, the kind of the exception.
   */
  public static String of(Throwable e) {
    Throwable told = unwrapped(e);
    String kind = told.getClass().getSimpleName();
    String message = told.getMessage() == null ? kind : told.getMessage();
    if (told instanceof FileSystemException file && file.getReason() == null) {
      return "%s: %s".formatted(kind, message); // which has but the path to say
    }
    Matcher failure = LAST_FAILURE.matcher(message);
    if (message.contains(STAGE_FAILURE) && failure.find()) {
      return failure.group(1); // the exception itself did not come back from the executor
    }
    String line = message.lines().findFirst().orElse(message);
    return told instanceof UncheckedIOException ? withReason(line, told.getCause()) : line;
  }

  /** Adds why something could not be done, where that is not said yet. */
  private static String withReason(String line, Throwable reason) {
    String why = of(reason);
    return line.contains(why) ? line : "%s: %s".formatted(line, why);
  }

  /** Returns the exception that others were only wrapped around. */
  private static Throwable unwrapped(Throwable e) {
    Throwable told = e;
    while (told.getCause() != null && isWrapper(told)) {
      told = told.getCause();
    }
    return told;
  }

  private static boolean isWrapper(Throwable e) {
    return e instanceof ExecutionException
        || e.getCause().toString().equals(e.getMessage()) // such as Hadoop's Error on a full disk
        || (isOfSpark(e) && isAboutAStage(e));
  }

  /** By its name: what is said of other failures needs no Spark. */
  private static boolean isOfSpark(Throwable e) {
    return e.getClass().getName().equals("org.apache.spark.SparkException");
  }

  private static boolean isAboutAStage(Throwable e) {
    String message = String.valueOf(e.getMessage());
    return message.contains(STAGE_FAILURE)
        || message.startsWith("[TASK_WRITE_FAILED]")
        || message.startsWith("Job aborted");
  }
}
