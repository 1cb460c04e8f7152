package org.latticework.jobs.matbench;

import java.io.IOException;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.split.SplitJob;
import org.latticework.jobs.workspace.Location;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.SplitTable;

/**
 * What the splits of a task were made of, in {@code <workspace>/matbench/<name>.splits.json}: to
 * measure five splits anew takes longer than all else that a repeated call does.
 *
 * @param settings of the splits, as JSON
 * @param materials last commit of {@code materials}
 * @param splits last commit of {@code splits}
 */
record SplitsDone(String settings, long materials, long splits) {

  /** Makes the splits, unless they are there and nothing has changed that they depend on. */
  static Summary split(JobRun run, MatbenchConfig config) throws IOException {
    Location file =
        run.location().child("matbench").child("%s.splits.json".formatted(config.name()));
    String settings = config.settings().toJson("split");
    if (!file.missing()
        && Json.parse(file.read(run.hadoop()), SplitsDone.class).holds(run, settings)) {
      run.console().say("Split      before, nothing to do: %s-0 and on", config.name());
      return new Summary().put("split", config.name()).put("unchanged", true);
    }
    Summary summary = SplitJob.split(run, config.split());
    SplitsDone done =
        new SplitsDone(
            settings,
            MaterialTable.TABLE.version(run.spark(), run.workspace()),
            SplitTable.TABLE.version(run.spark(), run.workspace()));
    file.write(Json.indented(done) + "\n", run.hadoop());
    return summary.put("unchanged", false);
  }

  private boolean holds(JobRun run, String asked) {
    return settings.equals(asked)
        && !MaterialTable.TABLE.changedSince(run.spark(), run.workspace(), materials)
        && !SplitTable.TABLE.changedSince(run.spark(), run.workspace(), splits);
  }
}
