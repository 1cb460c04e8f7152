package org.latticework.jobs.demo;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.latticework.jobs.console.Console;
import org.latticework.jobs.evaluate.EvaluateConfig;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.model.ModelVersion;
import org.latticework.jobs.report.Report;
import org.latticework.jobs.run.ChainConfig;
import org.latticework.jobs.workspace.Location;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.model.PredictionTable;
import org.latticework.trainer.task.Regression;
import org.latticework.trainer.task.Task;

/** What the demonstration ends with. */
final class DemoReport {
  private static final int SHOWN = 8;

  private DemoReport() {}

  /** Shows some predictions and names what was written. */
  static void show(JobRun run, DemoConfig config) throws IOException {
    Console console = run.console();
    ModelVersion model =
        ModelFolder.of(run.location(), config.chain().train().model()).current(run.hadoop());
    showPredictions(run, config.chain(), model);
    console.say("%nThe crystals and their energies are made up. What was written:");
    console.say("  dump        %s", config.generate().output());
    console.say("  tables      %s", run.location().child("tables").text());
    console.say("  model       %s", model.folder().text());
    console.say("  metrics     %s", model.folder().child("metrics.json").text());
    console.say(
        "              %s", model.folder().child(config.chain().evaluate().metricsFile()).text());
    Location report = Report.place(run.location(), config.chain().train().model());
    if (!report.missing()) {
      console.say("  report      %s", report.text());
    }
    console.say("Next: latticework export --table predictions --output predictions.csv \\");
    console.say("        --workspace %s", run.location().text());
  }

  /** Shows some of the first column, or of the class. */
  private static void showPredictions(JobRun run, ChainConfig chain, ModelVersion model) {
    Task task = chain.train().training().task();
    boolean values = task instanceof Regression;
    run.console()
        .say(
            "%n%-12s %-14s %16s %12s   %s",
            "material",
            "formula",
            "synthetic value",
            values ? "predicted" : "probability",
            values
                ? "%s, %s".formatted(task.outputs().get(0), chain.train().targets().get(0).unit())
                : task.outputs().get(0));
    for (Row row : someOf(run, chain.evaluate(), model, task.outputs().get(0))) {
      run.console()
          .say(
              "%-12s %-14s %16.3f %12.3f",
              row.getString(0), row.getString(1), row.getDouble(2), row.getDouble(3));
    }
  }

  private static List<Row> someOf(
      JobRun run, EvaluateConfig config, ModelVersion model, String column) {
    Dataset<Row> predictions =
        PredictionTable.read(run.spark(), run.workspace())
            .where(col(PredictionTable.MODEL).equalTo(config.model()))
            .where(col(PredictionTable.TRAINING_ID).equalTo(model.trainingId()))
            .where(col(PredictionTable.FOLD).equalTo(config.fold().word()))
            .where(col(PredictionTable.COLUMN).equalTo(column))
            .where(col(PredictionTable.TARGET).isNotNull());
    return MaterialTable.current(MaterialTable.read(run.spark(), run.workspace()))
        .select(MaterialTable.MATERIAL_ID, MaterialTable.FORMULA_PRETTY)
        .join(predictions, PredictionTable.MATERIAL_ID)
        .select(
            MaterialTable.MATERIAL_ID,
            MaterialTable.FORMULA_PRETTY,
            PredictionTable.TARGET,
            PredictionTable.PREDICTION)
        .orderBy(xxhash64(col(MaterialTable.MATERIAL_ID)))
        .limit(SHOWN)
        .collectAsList();
  }
}
