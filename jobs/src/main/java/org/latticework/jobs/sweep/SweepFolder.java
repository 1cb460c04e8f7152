package org.latticework.jobs.sweep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.workspace.Location;
import org.latticework.pipeline.trainingset.TableVersions;
import org.latticework.trainer.sweep.RunResult;

/**
 * The folder {@code sweeps/<name>/} of a workspace. {@code sweep.json} names the commits of the
 * tables that the runs of a split read. {@code results/<run>.json} is written where a run ends and
 * goes once the run is in the table {@code runs}, so that nothing is lost with the driver.
 *
 * @param folder where its files are
 */
public record SweepFolder(Location folder) {
  private static final String BEGINNING = "sweep.json";
  private static final String SUFFIX = ".json";

  public static SweepFolder of(Location workspace, String name) {
    return new SweepFolder(workspace.child("sweeps").child(name));
  }

  /** What {@code sweep.json} says. */
  private record Beginning(Map<String, Map<String, TableVersions>> splits) {}

  /**
   * Returns the commits of the tables that runs read, by split and then by graphs: those of when
   * the sweep first learned from both.
   */
  public Map<String, Map<String, TableVersions>> tables(Configuration hadoop) throws IOException {
    Location file = folder.child(BEGINNING);
    return file.missing() ? Map.of() : Json.parse(file.read(hadoop), Beginning.class).splits();
  }

  /** Notes what runs read, where it is the first time that the sweep learns from their split. */
  void begin(Collection<NamedRun> runs, Configuration hadoop) throws IOException {
    Map<String, Map<String, TableVersions>> tables = new TreeMap<>();
    tables(hadoop).forEach((split, graphs) -> tables.put(split, new TreeMap<>(graphs)));
    for (NamedRun each : runs) {
      tables
          .computeIfAbsent(each.planned().config().split(), split -> new TreeMap<>())
          .putIfAbsent(each.provenance().graphConfig(), each.provenance().tableVersions());
    }
    folder.child(BEGINNING).write(Json.indented(new Beginning(tables)) + "\n", hadoop);
  }

  /** Notes what became of a run. */
  void keep(RunResult result, Configuration hadoop) throws IOException {
    results().child(result.id() + SUFFIX).write(Json.indented(result) + "\n", hadoop);
  }

  /** Returns what became of runs that may not be in the table. */
  List<RunResult> results(Configuration hadoop) throws IOException {
    List<RunResult> kept = new ArrayList<>();
    for (String file : results().names(hadoop)) {
      if (file.endsWith(SUFFIX)) {
        kept.add(Json.parse(results().child(file).read(hadoop), RunResult.class));
      }
    }
    return kept;
  }

  /** Forgets the result of a run, which is in the table now. */
  void forget(String run, Configuration hadoop) throws IOException {
    results().child(run + SUFFIX).delete(hadoop);
  }

  private Location results() {
    return folder.child("results");
  }
}
