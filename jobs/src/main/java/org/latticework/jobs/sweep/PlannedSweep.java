package org.latticework.jobs.sweep;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;

/** A sweep whose settings are checked; Spark need not start for that. */
public final class PlannedSweep {
  private final SweepConfig config;
  private final List<PlannedRun> runs;
  private final Sweep.Repeated repeated;

  private PlannedSweep(SweepConfig config, List<PlannedRun> runs, Sweep.Repeated repeated) {
    this.config = config;
    this.runs = runs;
    this.repeated = repeated;
  }

  /**
   * Plans it.
   *
   * @throws ConfigurationException if one of the runs cannot be trained
   */
  static PlannedSweep of(Settings settings, Sweep.Repeated repeated) {
    SweepConfig config = SweepConfig.from(settings);
    return new PlannedSweep(config, SweepPlan.of(config, settings), repeated);
  }

  /**
   * Plans a sweep of a run a split, each of which has to leave a model: one whose model is not
   * there is trained again.
   *
   * @param settings {@code sweep.keep-models} is all
   * @throws ConfigurationException if one of the runs cannot be trained
   */
  public static PlannedSweep ofModels(Settings settings) {
    return of(settings, Sweep.Repeated.WITHOUT_MODEL);
  }

  /** Trains what is missing, and reports on all runs of the sweep. */
  public Summary train(JobRun run) throws IOException {
    return new Sweep(run, config, runs, repeated).train();
  }

  /** Returns the names of the models that the runs leave where all are kept, by split. */
  public Map<String, String> models(JobRun run) throws IOException {
    return new Sweep(run, config, runs, repeated).models();
  }
}
