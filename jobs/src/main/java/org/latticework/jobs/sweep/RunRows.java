package org.latticework.jobs.sweep;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.console.Version;
import org.latticework.jobs.model.Provenance;
import org.latticework.pipeline.table.model.RunTable;
import org.latticework.trainer.sweep.RunResult;
import org.latticework.trainer.task.Task;

/**
 * Runs as rows of the table {@code runs}.
 *
 * @param config of their sweep
 */
record RunRows(SweepConfig config) {
  /** Returns the row of a run that is over. */
  Row row(NamedRun named, RunResult result) {
    PlannedRun run = named.planned();
    Provenance provenance = named.provenance();
    boolean judged = result.failure().isEmpty();
    String outcome = outcome(result);
    Task task = run.config().training().task();
    return RowFactory.create(
        config.name(),
        result.id(),
        outcome,
        outcome.equals(RunTable.DONE) ? null : result.failure() + result.cut(), // one is empty
        run.size(),
        (long) result.crystals(),
        (long) result.labeled(),
        run.config().training().seed(),
        run.config().split(),
        provenance.target(),
        provenance.graphConfig(),
        Json.line(run.unusual(config)),
        (long) result.workers(),
        task.headline(),
        known(result.train().headline()),
        known(result.validation().headline()),
        known(result.test().headline()),
        judged ? Json.line(metrics(result)) : null,
        (long) result.epochs(),
        (long) result.bestEpoch(),
        result.steps(),
        result.seconds(),
        result.process(),
        outcome.equals(RunTable.DONE) && config.keep() == SweepConfig.Keep.ALL
            ? provenance.model()
            : null,
        Version.text());
  }

  /** Returns what became of a run, in the words of the table. */
  static String outcome(RunResult result) {
    if (!result.failure().isEmpty()) {
      return RunTable.FAILED;
    }
    return result.cut().isEmpty() ? RunTable.DONE : RunTable.CUT;
  }

  private static Double known(double error) {
    return Double.isNaN(error) ? null : error;
  }

  private static Map<String, Object> metrics(RunResult result) {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("train", values(result.train()));
    metrics.put("validation", values(result.validation()));
    metrics.put("test", values(result.test()));
    return metrics;
  }

  /** JSON has no word for what is not a number. */
  private static Map<String, Double> values(RunResult.FoldErrors fold) {
    Map<String, Double> values = new TreeMap<>();
    fold.values().forEach((name, value) -> values.put(name, known(value)));
    return values;
  }
}
