package org.latticework.jobs;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a training that goes on was begun with, beside what it is asked for now. Most settings may
 * change on the way, such as the learning rate, the epochs or the number of workers; what the
 * network is and what it learns from may not.
 */
final class ResumedSettings {
  private static final List<String> FIXED =
      List.of(
          "train.split",
          "train.target",
          "train.as-of",
          "train.seed",
          "train.scale-targets",
          "train.network.",
          "train.optimizer.kind",
          "train.optimizer.momentum",
          "featurize.");

  private static final String TABLE = "train.network.atom-features";

  private final Map<String, Object> before = new TreeMap<>();
  private final Map<String, Object> now = new TreeMap<>();
  private final String tableBefore;
  private final String tableNow;

  /**
   * @param before all settings, section by section
   * @param tableBefore fingerprint of the table of features per element; empty for none
   * @param now all settings
   * @param tableNow fingerprint of the table that is there now; empty for none
   */
  ResumedSettings(Map<?, ?> before, String tableBefore, Settings now, String tableNow) {
    this.tableBefore = tableBefore;
    this.tableNow = tableNow;
    flatten("", before, this.before);
    flatten("", Json.parse(now.toJson(), Map.class), this.now);
  }

  private static void flatten(String prefix, Map<?, ?> section, Map<String, Object> flat) {
    section.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> inner) {
            flatten(prefix + key + ".", inner, flat);
          } else {
            flat.put(prefix + key, value instanceof Number n ? n.doubleValue() : value);
          }
        });
  }

  /**
   * Returns what has changed, in words, one setting each.
   *
   * @throws ConfigurationException if something has that may not
   */
  List<String> changes() {
    List<String> changed =
        now.keySet().stream()
            .filter(key -> key.startsWith("train.") || key.startsWith("featurize."))
            .filter(this::differs)
            .toList();
    for (String key : changed) {
      if (FIXED.stream().anyMatch(key::startsWith)) {
        throw new ConfigurationException(
            "%s: it can go on only as it was; --overwrite begins anew".formatted(difference(key)));
      }
    }
    return changed.stream()
        .map(key -> "%s %s → %s".formatted(key, before.get(key), now.get(key)))
        .toList();
  }

  /** A table is what it holds, wherever its file is. */
  private boolean differs(String key) {
    return key.equals(TABLE)
        ? !tableBefore.equals(tableNow)
        : !Objects.equals(before.get(key), now.get(key));
  }

  private String difference(String key) {
    if (key.equals(TABLE) && !tableBefore.isEmpty() && !tableNow.isEmpty()) {
      return "%s: the table in %s is not what %s held when this training began"
          .formatted(key, now.get(key), before.get(key));
    }
    return "%s was %s when this training began and is %s now"
        .formatted(key, text(before.get(key)), text(now.get(key)));
  }

  private static String text(Object value) {
    return "".equals(value) ? "empty" : String.valueOf(value);
  }
}
