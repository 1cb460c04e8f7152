package org.latticework.jobs;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.latticework.pipeline.ingest.DumpRelease;

/**
 * What the last nightly run had seen when it was done: {@code <workspace>/nightly.json}.
 *
 * @param input location of the dump
 * @param settings of ingest and featurization
 * @param releases fingerprint by name
 */
record NightlyState(String input, String settings, Map<String, String> releases) {
  static final String FILE = "nightly.json";

  NightlyState {
    releases = Collections.unmodifiableMap(new TreeMap<>(releases));
  }

  /** Returns the state of a workspace that has seen nothing. */
  static NightlyState nothing() {
    return new NightlyState("", "", Map.of());
  }

  /**
   * Returns the releases that a run has to read: all, where it looks elsewhere or otherwise than
   * the last one did; else those whose files are not the same.
   */
  List<DumpRelease> unseen(List<DumpRelease> listed, NightlyConfig config) {
    boolean comparable = input.equals(config.input()) && settings.equals(config.fingerprint());
    return listed.stream()
        .filter(
            release -> !comparable || !release.fingerprint().equals(releases.get(release.name())))
        .toList();
  }

  /** Returns what a run has seen that is done. */
  static NightlyState seen(List<DumpRelease> listed, NightlyConfig config) {
    Map<String, String> releases = new TreeMap<>();
    listed.forEach(release -> releases.put(release.name(), release.fingerprint()));
    return new NightlyState(config.input(), config.fingerprint(), releases);
  }
}
