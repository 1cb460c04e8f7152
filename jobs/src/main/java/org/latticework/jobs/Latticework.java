package org.latticework.jobs;

import java.io.PrintWriter;
import java.util.Locale;
import org.latticework.jobs.console.Complaint;
import org.latticework.jobs.console.Console;
import org.latticework.jobs.console.Version;
import org.latticework.jobs.demo.DemoJob;
import org.latticework.jobs.evaluate.EvaluateJob;
import org.latticework.jobs.export.ExportJob;
import org.latticework.jobs.featurize.FeaturizeJob;
import org.latticework.jobs.generate.GenerateJob;
import org.latticework.jobs.ingest.IngestJob;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.lock.BusyException;
import org.latticework.jobs.maintain.MaintainJob;
import org.latticework.jobs.matbench.MatbenchJob;
import org.latticework.jobs.nearest.NearestJob;
import org.latticework.jobs.nightly.NightlyJob;
import org.latticework.jobs.predict.EmbedJob;
import org.latticework.jobs.predict.PredictJob;
import org.latticework.jobs.published.ImportWeightsJob;
import org.latticework.jobs.report.ReportJob;
import org.latticework.jobs.run.FailedStepException;
import org.latticework.jobs.run.RunJob;
import org.latticework.jobs.serve.ServeJob;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.split.SplitJob;
import org.latticework.jobs.sweep.SweepJob;
import org.latticework.jobs.train.TrainJob;
import org.latticework.jobs.workspace.Logs;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code latticework}; also the class for {@code spark-submit --class}. */
@Command(
    name = "latticework",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "JOB",
    description = {
      "",
      "Crystal-graph networks on Apache Spark: from a Materials Project dump to trained models.",
      "Each job reads tables of the workspace and writes others; a job with nothing new to do does nothing."
    },
    footerHeading = "%nFor a start:%n",
    footer = {
      "  latticework demo                                    the whole chain on synthetic crystals",
      "  latticework run --input dump.jsonl.gz               the whole chain on yours; or step by step:",
      "  latticework ingest --input dump.jsonl.gz            materials and rejections",
      "  latticework featurize                               a graph for each new structure",
      "  latticework split                                   no composition on two sides",
      "  latticework train                                   work/models/default/",
      "  latticework evaluate                                error on the test fold",
      "  latticework report --model default                  what it said, as one page with figures",
      "  latticework predict --input structures/ --output p.csv",
      "  latticework serve --model default --port 8080        predictions over HTTP",
      "  latticework sweep --sizes 50,200,1000,all           learning curves, many runs side by side",
      "  latticework matbench --task matbench_mp_gap.json.gz a task of Matbench, and its file of results",
      "  latticework export --table predictions --format csv --output predictions.csv",
      "  latticework nightly --input collections/            what is new, night after night",
      "  latticework maintain                                fewer files, and none that nothing reads",
      "",
      "latticework JOB --help tells a job's options; conf/latticework.conf explains every setting.",
      "Exit codes: 0 done, 1 failed, 2 wrong settings or arguments, 3 more rejected than --max-rejected,",
      "            4 another run is writing to the workspace (--wait waits for it)."
    },
    subcommands = {
      HelpCommand.class,
      RunJob.class,
      IngestJob.class,
      FeaturizeJob.class,
      SplitJob.class,
      TrainJob.class,
      EvaluateJob.class,
      ReportJob.class,
      PredictJob.class,
      EmbedJob.class,
      NearestJob.class,
      ServeJob.class,
      ImportWeightsJob.class,
      SweepJob.class,
      MatbenchJob.class,
      ExportJob.class,
      NightlyJob.class,
      MaintainJob.class,
      GenerateJob.class,
      DemoJob.class
    })
public final class Latticework implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Runs a job and ends the process with its exit code. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    StopSignal.announce(args);
    int code = execute(commandLine(), args);
    StopSignal.ended();
    System.exit(code);
  }

  /** Runs a job and returns its exit code, also where the JVM itself is at its end. */
  static int execute(CommandLine command, String... args) {
    try {
      return command.execute(args);
    } catch (Throwable e) { // picocli passes on exceptions only
      return failed(e, job(command));
    }
  }

  /** Returns the job that was called; the command itself where none was. */
  private static CommandLine job(CommandLine command) {
    CommandLine.ParseResult parsed = command.getParseResult();
    return parsed != null && parsed.hasSubcommand()
        ? parsed.subcommand().commandSpec().commandLine()
        : command;
  }

  /** Returns the command with its jobs; executing it returns the exit code. */
  static CommandLine commandLine() {
    return new CommandLine(new Latticework())
        .setUsageHelpWidth(Console.COLUMNS)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, args) -> refused(e.getCommandLine(), complaint(e)))
        .setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static String complaint(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)
        || unmatched.getSuggestions().isEmpty()) {
      return Complaint.of(e);
    }
    return "%s; did you mean %s?"
        .formatted(Complaint.of(e), String.join(" or ", unmatched.getSuggestions()));
  }

  private static int refused(CommandLine command, String message) {
    PrintWriter err = command.getErr();
    err.println("latticework: " + message);
    err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return Job.MISCONFIGURED;
  }

  private static int failed(Throwable e, CommandLine command) {
    if (StopSignal.received()) {
      return Job.FAILED; // which nobody sees: the process ends with the signal's own code
    }
    String job = command.getCommandName();
    if (e instanceof FailedStepException step) {
      String complaint = step.naming(Complaint.of(step.getCause()));
      return ended(step.getCause(), command, "%s failed in %s".formatted(job, complaint));
    }
    int code = exitCode(e);
    return ended(
        e,
        command,
        code == Job.FAILED ? "%s failed: %s".formatted(job, Complaint.of(e)) : Complaint.of(e));
  }

  private static int ended(Throwable cause, CommandLine command, String complaint) {
    int code = exitCode(cause);
    PrintWriter err = command.getErr();
    err.println("latticework: " + complaint);
    if (cause instanceof ConfigurationException wrong) {
      wrong.details().forEach(detail -> err.println("  " + detail));
    }
    if (code == Job.BUSY) {
      err.println("Wait for it with --wait.");
    } else if (code == Job.FAILED) {
      LoggerFactory.getLogger(Latticework.class).error("{}", complaint, cause);
      err.println("Details: " + Logs.place());
    }
    err.flush();
    return code;
  }

  private static int exitCode(Throwable e) {
    if (e instanceof BusyException) {
      return Job.BUSY;
    }
    return e instanceof ConfigurationException || e instanceof ParameterException
        ? Job.MISCONFIGURED
        : Job.FAILED;
  }
}
