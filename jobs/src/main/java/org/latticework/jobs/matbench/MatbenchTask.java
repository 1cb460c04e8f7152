package org.latticework.jobs.matbench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.pipeline.given.MatbenchFolds;
import org.latticework.pipeline.ingest.record.DumpFile;

/**
 * A task of Matbench v0.1 (Dunn et al., npj Comput. Mater. 6, 138 (2020)), or one like it.
 *
 * @param name such as {@code matbench_mp_gap}
 * @param column of materials that its target becomes; empty where Matbench has no such task
 */
record MatbenchTask(String name, Optional<String> column) {
  private static final Pattern FILE =
      Pattern.compile("(?i)(?:.*[/:])?([^/:]+?)\\.json" + DumpFile.PACKED);
  private static final String PREFIX = "matbench_";

  /** Targets of the tasks that predict a number of a structure. */
  private static final Map<String, String> COLUMNS =
      Map.of(
          "jdft2d", "exfoliation_en",
          "phonons", "last_phdos_peak",
          "dielectric", "n",
          "log_gvrh", "log10_g_vrh",
          "log_kvrh", "log10_k_vrh",
          "perovskites", "e_form",
          "mp_gap", "band_gap",
          "mp_e_form", "formation_energy_per_atom");

  private static final List<String> COMPOSITIONS =
      List.of("steels", "expt_gap", "expt_is_metal", "glass");

  /**
   * Returns the task of a file, which is its name.
   *
   * @throws ConfigurationException if a file of Matbench is not called so, or the task is one that
   *     cannot be run
   */
  static MatbenchTask ofFile(String file) {
    Matcher name = FILE.matcher(file);
    if (!name.matches()) {
      throw new ConfigurationException(
          "--task wants a file of Matbench, such as matbench_mp_gap.json.gz, got %s"
              .formatted(file));
    }
    String task = name.group(1);
    String dataset = task.startsWith(PREFIX) ? task.substring(PREFIX.length()) : "";
    if (dataset.equals("mp_is_metal")) {
      throw new ConfigurationException(
          ("%s is a classification, whose folds Matbench stratifies by class: make its splits with "
                  + "latticework split --strategy file, and train on each with train.task.kind = "
                  + "classification")
              .formatted(task));
    }
    if (COMPOSITIONS.contains(dataset)) {
      throw new ConfigurationException(
          "%s has compositions and no structures, from which there are no crystal graphs"
              .formatted(task));
    }
    return new MatbenchTask(task, Optional.ofNullable(COLUMNS.get(dataset)));
  }

  /** Returns whether Matbench has this task. */
  boolean known() {
    return column.isPresent();
  }

  /** Returns how many rows Matbench has of this task, if it has the task. */
  OptionalInt rows() {
    return known()
        ? MatbenchFolds.rows(name.substring(PREFIX.length()).replace('_', '-'))
        : OptionalInt.empty();
  }
}
