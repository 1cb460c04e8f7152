package org.latticework.jobs.sweep;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.workspace.Location;
import org.latticework.pipeline.trainingset.TableVersions;
import org.latticework.trainer.state.TrainingState;
import org.latticework.trainer.sweep.RunResult;

/**
 * The folder {@code sweeps/<name>/} of a workspace. {@code sweep.json} names the commits of the
 * tables that the runs of a split read. {@code results/<run>.json} is written where a run ends and
 * goes once the run is in the table {@code runs}, so that nothing is lost with the driver. Where
 * runs compete, {@code halving.json} says what was decided, and {@code states/<run>.zip} is where a
 * run goes on that waits.
 *
 * @param folder where its files are
 */
public record SweepFolder(Location folder) {
  private static final String BEGINNING = "sweep.json";
  private static final String HALVING = "halving.json";
  private static final String SUFFIX = ".json";
  private static final String STATE = ".zip";

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

  /** Returns who competes, as it was written last. */
  Brackets brackets(Configuration hadoop) throws IOException {
    Location file = folder.child(HALVING);
    return file.missing() ? Brackets.NONE : Json.parse(file.read(hadoop), Brackets.class);
  }

  /** Writes down who competes, and what is decided. */
  void keep(Brackets brackets, Configuration hadoop) throws IOException {
    folder.child(HALVING).write(Json.indented(brackets) + "\n", hadoop);
  }

  /** Keeps where a run goes on. */
  void keepState(String run, TrainingState state, Configuration hadoop) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    state.save(bytes);
    states().child(run + STATE).write(bytes.toByteArray(), hadoop);
  }

  /**
   * Returns where a run goes on; empty where it begins, also since what is there is damaged or of
   * another version: it comes to the same, only later.
   */
  Optional<TrainingState> state(String run, Configuration hadoop) throws IOException {
    byte[] content;
    try (InputStream in = states().child(run + STATE).open(hadoop)) {
      content = in.readAllBytes();
    } catch (FileNotFoundException | NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      return Optional.of(TrainingState.load(new ByteArrayInputStream(content)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Removes the states of runs that are over. */
  void forgetStates(Set<String> over, Configuration hadoop) throws IOException {
    for (String file : states().names(hadoop)) {
      if (file.endsWith(STATE)
          && over.contains(file.substring(0, file.length() - STATE.length()))) {
        states().child(file).delete(hadoop);
      }
    }
  }

  private Location states() {
    return folder.child("states");
  }

  private Location results() {
    return folder.child("results");
  }
}
