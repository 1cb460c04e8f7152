package org.latticework.jobs.maintain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.model.Checkpoints;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.nightly.NightlyState;
import org.latticework.jobs.sweep.SweepFolder;
import org.latticework.jobs.workspace.Location;
import org.latticework.jobs.workspace.WorkspaceTable;
import org.latticework.pipeline.trainingset.TableVersions;

/**
 * The commits of the tables that a model, a stopped training, a sweep or the nightly report of a
 * workspace names, to read or compare with them again.
 *
 * @param versions of each
 */
record PinnedVersions(List<TableVersions> versions) {
  /**
   * Looks for them.
   *
   * @throws IOException if one cannot be read: what it names is not known then
   */
  static PinnedVersions of(JobRun run) throws IOException {
    List<TableVersions> versions = new ArrayList<>();
    // In this order: a training that ends meanwhile has its model before its states go.
    for (String name : run.location().child("checkpoints").names(run.hadoop())) {
      Checkpoints checkpoints = Checkpoints.of(run.location(), name);
      if (!checkpoints.missing()) {
        versions.add(checkpoints.provenance(run.hadoop()).tableVersions());
      }
    }
    for (String name : run.location().child("models").names(run.hadoop())) {
      ModelFolder model = ModelFolder.of(run.location(), name);
      if (!model.missing()) {
        versions.add(model.current(run.hadoop()).provenance(run.hadoop()).tableVersions());
      }
    }
    Location sweeps = run.location().child("sweeps");
    for (String name : sweeps.names(run.hadoop())) {
      SweepFolder.of(run.location(), name)
          .tables(run.hadoop())
          .values()
          .forEach(graphs -> versions.addAll(graphs.values()));
    }
    NightlyState.read(run).map(NightlyState::tables).ifPresent(versions::add);
    return new PinnedVersions(List.copyOf(versions));
  }

  /** Returns the commits of a table that are named. */
  Set<Long> of(WorkspaceTable table) {
    return switch (table) {
      case MATERIALS -> all(TableVersions::materials);
      case GRAPHS -> all(TableVersions::graphs);
      case RELEASES -> all(TableVersions::releases);
      case SPLITS -> all(TableVersions::splits);
      case REJECTIONS, FINGERPRINTS, LEVELS, LEAKAGE, NEAREST, RUNS, PREDICTIONS -> Set.of();
    };
  }

  private Set<Long> all(Function<TableVersions, Long> table) {
    return versions.stream().map(table).collect(Collectors.toSet());
  }
}
