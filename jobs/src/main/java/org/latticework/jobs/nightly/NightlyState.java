package org.latticework.jobs.nightly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.workspace.Location;
import org.latticework.pipeline.ingest.dump.DumpRelease;
import org.latticework.pipeline.trainingset.TableVersions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the last nightly run had seen when it was done: {@code <workspace>/nightly.json}.
 *
 * @param input location of the dump
 * @param settings of ingest and featurization
 * @param releases fingerprint by name
 * @param tables the commits that it reported on: what came after them is still to be reported, also
 *     where a run ingested it and died
 */
public record NightlyState(
    String input, String settings, Map<String, String> releases, TableVersions tables) {
  private static final Logger LOG = LoggerFactory.getLogger(NightlyState.class);
  private static final String FILE = "nightly.json";

  public NightlyState {
    Objects.requireNonNull(tables, "tables");
    releases = Collections.unmodifiableMap(new TreeMap<>(releases));
  }

  /** Reads the state of a workspace; empty if no run is done, or the file is none of ours. */
  public static Optional<NightlyState> read(JobRun run) throws IOException {
    Location file = run.location().child(FILE);
    if (file.missing()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.parse(file.read(run.hadoop()), NightlyState.class));
    } catch (UncheckedIOException e) {
      LOG.warn("Cannot read {}", file.text(), e);
      run.console().say("No nightly run is known: %s cannot be read", file.text());
      return Optional.empty();
    }
  }

  void write(JobRun run) throws IOException {
    run.location().child(FILE).write(Json.indented(this), run.hadoop());
  }

  /**
   * Returns whether a run has no need to read a release: the last one looked at the same place in
   * the same way, and its files were the same.
   */
  boolean saw(DumpRelease release, NightlyConfig config) {
    return input.equals(config.input())
        && settings.equals(config.fingerprint())
        && release.fingerprint().equals(releases.get(release.name()));
  }

  /** Returns what a run has seen that is done. */
  static NightlyState seen(List<DumpRelease> releases, NightlyConfig config, TableVersions tables) {
    Map<String, String> fingerprints = new TreeMap<>();
    releases.forEach(release -> fingerprints.put(release.name(), release.fingerprint()));
    return new NightlyState(config.input(), config.fingerprint(), fingerprints, tables);
  }
}
