package org.latticework.jobs.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.job.Work;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.workspace.Location;
import org.latticework.jobs.workspace.WorkspaceTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what models said of crystals, as one page. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "What models said of crystals and how right they were, as one HTML file that needs nothing else:",
      "predictions by fold, elements and space groups, what the network has made of the elements, data, split",
      "and training, and what each model was made of. Figures are drawn as the page is opened; a click on a",
      "crystal marks it in every plot of predictions.",
      "Shows the predictions that latticework evaluate has left, of each fold that it was asked for.",
      "Only reads tables, and waits for nobody.",
      "Example: latticework report --model default --figures figures/"
    })
public final class ReportJob extends Job {
  @Option(
      names = "--model",
      paramLabel = "M",
      description =
          "Name of a model; as often as you like, to have them side by side (evaluate.model).")
  private List<String> models = new ArrayList<>();

  @Option(names = "--sweep", paramLabel = "S", description = "A sweep whose runs are shown too.")
  private Optional<String> sweep;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "The page, here or on hdfs:// or s3a:// (default: <workspace>/reports/<model>.html).")
  private Optional<String> output;

  @Option(
      names = "--figures",
      paramLabel = "FOLDER",
      description =
          "Write each figure as <figure>.svg, <figure>.png (288 pixels an inch) and <figure>.csv, "
              + "which has its numbers.")
  private Optional<String> figures;

  @Spec private CommandSpec spec;

  @Override
  protected Work prepare(Settings settings, Location workspace) {
    ReportConfig config =
        ReportConfig.from(
            settings,
            new ReportConfig.Request(
                models, sweep, output.map(Location::new), figures.map(Location::new)),
            workspace);
    config.models().forEach(model -> ModelFolder.of(workspace, model).require());
    if (config.sweep().isPresent()) {
      WorkspaceTable.RUNS.require(workspace);
    }
    return run -> Report.write(run, config);
  }

  /** Fails where figures that were asked for could not be drawn; all else is there. */
  @Override
  protected int exitCode(Summary summary) {
    List<String> undrawn = summary.texts(FigureFiles.UNDRAWN);
    if (undrawn.isEmpty()) {
      return super.exitCode(summary);
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println("latticework: report could not draw: " + String.join("; ", undrawn));
    err.flush();
    return FAILED;
  }
}
