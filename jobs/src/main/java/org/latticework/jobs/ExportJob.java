package org.latticework.jobs;

import java.io.IOException;
import java.nio.file.Files;
import org.latticework.pipeline.table.Export;
import org.latticework.pipeline.table.ExportFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a table as one file that other tools read. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Write a table as one file, a row a line, sorted by the table's key.",
      "CSV leaves out the columns that hold arrays; JSON lines have every column.",
      "Example: latticework export --table predictions --format csv --output predictions.csv"
    })
final class ExportJob extends Job {
  @Option(
      names = "--table",
      paramLabel = "T",
      required = true,
      description = "materials, rejections, graphs, splits or predictions.")
  private String table;

  @Option(
      names = "--format",
      paramLabel = "F",
      defaultValue = "csv",
      description = "csv or jsonl (default: ${DEFAULT-VALUE}).")
  private String format;

  @Option(names = "--output", paramLabel = "FILE", required = true, description = "The file.")
  private String output;

  @Override
  Work prepare(Settings settings, Location workspace) {
    WorkspaceTable exported = Settings.checked("--table", () -> WorkspaceTable.ofWord(table));
    ExportFormat form = Settings.checked("--format", () -> ExportFormat.ofWord(format));
    Location file = new Location(output);
    if (file.local().filter(Files::isDirectory).isPresent()) {
      throw new ConfigurationException("--output wants a file, %s is a folder".formatted(output));
    }
    exported.require(workspace);
    return run -> export(run, exported, form, file);
  }

  private static Summary export(
      JobRun run, WorkspaceTable table, ExportFormat format, Location output) throws IOException {
    long rows =
        StageProgress.during(
            run,
            "Exporting",
            () ->
                Export.run(
                    run.spark(), run.workspace(), table.stored(), format, output.qualified()));
    run.console().say("Exported   %,d rows of %s: %s", rows, table.word(), output.text());
    return new Summary()
        .put("table", table.word())
        .put("rows", rows)
        .put("output", output.absolute());
  }
}
