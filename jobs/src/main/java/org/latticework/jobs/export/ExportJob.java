package org.latticework.jobs.export;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.StageProgress;
import org.latticework.jobs.job.Work;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.workspace.Location;
import org.latticework.jobs.workspace.WorkspaceTable;
import org.latticework.pipeline.export.Export;
import org.latticework.pipeline.export.ExportFormat;
import org.latticework.pipeline.table.UnknownReleaseException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a table as one file that other tools read. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Write a table as one file, a row a line, sorted by the table's key.",
      "CSV leaves out the columns that hold arrays; JSON lines have every column.",
      "Splits come with the levels of their materials: near-duplicates, composition, prototype, ….",
      "Example: latticework export --table predictions --format csv --output predictions.csv"
    })
public final class ExportJob extends Job {
  @Option(
      names = "--table",
      paramLabel = "T",
      required = true,
      description =
          "materials, releases, rejections, graphs, fingerprints, levels, splits, leakage, nearest, predictions or runs.")
  private String table;

  @Option(
      names = "--format",
      paramLabel = "F",
      defaultValue = "csv",
      description = "csv or jsonl (default: ${DEFAULT-VALUE}).")
  private String format;

  @Option(
      names = "--spreadsheet-safe",
      description =
          "In CSV, an apostrophe before texts that a spreadsheet would calculate (= + - @ in front).")
  private boolean spreadsheetSafe;

  @Option(names = "--output", paramLabel = "FILE", required = true, description = "The file.")
  private String output;

  @Option(
      names = "--as-of",
      paramLabel = "RELEASE",
      description = "Of materials: those of a release, as it had them (default: all rows).")
  private Optional<String> asOf;

  @Override
  protected Work prepare(Settings settings, Location workspace) {
    WorkspaceTable exported = Settings.checked("--table", () -> WorkspaceTable.ofWord(table));
    ExportFormat form = form();
    Location file = new Location(output);
    if (file.local().filter(Files::isDirectory).isPresent()) {
      throw new ConfigurationException("--output wants a file, %s is a folder".formatted(output));
    }
    exported.require(workspace);
    if (asOf.isPresent() && exported != WorkspaceTable.MATERIALS) {
      throw new ConfigurationException(
          "--as-of belongs to the table materials, not to " + exported.word());
    }
    return run -> export(run, exported, asOf, form, file);
  }

  private ExportFormat form() {
    ExportFormat form = Settings.checked("--format", () -> ExportFormat.ofWord(format));
    if (!spreadsheetSafe) {
      return form;
    }
    if (form == ExportFormat.JSONL) {
      throw new ConfigurationException("--spreadsheet-safe belongs to csv, not to " + form.word());
    }
    return ExportFormat.CSV_FOR_SPREADSHEETS;
  }

  private static Summary export(
      JobRun run, WorkspaceTable table, Optional<String> asOf, ExportFormat format, Location output)
      throws IOException {
    long rows =
        StageProgress.during(
            run,
            "Exporting",
            () ->
                asOf.isPresent()
                    ? materials(run, asOf.get(), format, output)
                    : Export.run(
                        run.spark(), run.workspace(), table.stored(), format, output.qualified()));
    run.console().say("Exported   %,d rows of %s: %s", rows, table.word(), output.text());
    return new Summary()
        .put("table", table.word())
        .put("rows", rows)
        .put("output", output.absolute());
  }

  private static long materials(JobRun run, String release, ExportFormat format, Location output)
      throws IOException {
    try {
      return Export.materials(run.spark(), run.workspace(), release, format, output.qualified());
    } catch (UnknownReleaseException e) {
      throw new ConfigurationException("--as-of: " + e.getMessage(), e);
    }
  }
}
