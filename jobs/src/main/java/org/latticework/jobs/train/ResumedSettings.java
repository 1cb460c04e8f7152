package org.latticework.jobs.train;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.latticework.jobs.settings.AutomaticSettings;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;

/**
 * What a training that goes on was begun with, and what it is asked for now. Most settings may
 * change on the way, such as the learning rate, the epochs or the number of workers; what the
 * network is and what it learns from may not.
 */
final class ResumedSettings {
  private static final String GRAPHS = "train.graphs";
  private static final List<String> FIXED =
      List.of(
          "train.split",
          "train.target",
          "train.task.",
          "train.as-of",
          "train.seed",
          "train.scale-targets",
          "train.network.",
          "train.ensemble.members",
          "train.from",
          "train.fine-tune.",
          "train.freeze",
          "train.rates.",
          "train.optimizer.kind",
          "train.optimizer.momentum",
          GRAPHS);

  /** What members of an ensemble that are trained already do not depend on. */
  private static final List<String> OF_NO_MEMBER =
      List.of("train.ensemble.level", "train.checkpoints.");

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d*)?([eE][+-]?\\d{1,3})?");
  private static final String TABLE = "train.network.atom-features";

  private final Map<String, String> before;
  private final String tableBefore;
  private final Map<String, String> now;
  private final String tableNow;

  /**
   * @param before all settings, as {@link Settings#toJson()} writes them
   * @param tableBefore fingerprint of the table of features per element; empty for none
   * @param now all settings
   * @param tableNow fingerprint of the table that is there now; empty for none
   */
  ResumedSettings(String before, String tableBefore, Settings now, String tableNow) {
    this.before = new HashMap<>(AutomaticSettings.shipped()); // what an older build had no key for
    this.before.putAll(Settings.texts(before));
    this.tableBefore = tableBefore;
    this.now = Settings.texts(now.toJson());
    this.tableNow = tableNow;
  }

  /**
   * Returns what has changed, in words, one setting each.
   *
   * @throws ConfigurationException if something has that may not
   */
  List<String> changes() {
    List<String> changed = changed();
    for (String key : changed) {
      if (FIXED.stream().anyMatch(key::startsWith)) {
        throw refused(key, "this setting cannot change on --resume");
      }
    }
    return words(changed);
  }

  /**
   * Returns the same of an ensemble, whose members must all have learned alike.
   *
   * @throws ConfigurationException also if a setting has changed that members depend on
   */
  List<String> changesOfEnsemble() {
    List<String> changes = changes();
    for (String key : changed()) {
      if (OF_NO_MEMBER.stream().noneMatch(key::startsWith)) {
        throw refused(key, "an ensemble goes on with the settings it was begun with");
      }
    }
    return changes;
  }

  private List<String> changed() {
    return now.keySet().stream()
        .filter(key -> key.startsWith("train."))
        .filter(this::differs)
        .toList();
  }

  private ConfigurationException refused(String key, String rule) {
    return new ConfigurationException(
        "%s: %s; use --overwrite to start over".formatted(difference(key), rule));
  }

  private List<String> words(List<String> changed) {
    return changed.stream()
        .map(key -> "%s %s → %s".formatted(key, text(before, key), text(now, key)))
        .toList();
  }

  /** A table is what it holds, wherever its file is, and a number however it is written. */
  private boolean differs(String key) {
    if (key.equals(TABLE)) {
      return !tableBefore.equals(tableNow);
    }
    if (key.equals(GRAPHS) && now.get(key).equals("auto")) {
      return false; // those that it began with
    }
    String left = before.getOrDefault(key, "");
    String right = now.get(key);
    boolean numbers =
        Settings.isNumber(key) && NUMBER.matcher(left).matches() && NUMBER.matcher(right).matches();
    return numbers
        ? new BigDecimal(left).compareTo(new BigDecimal(right)) != 0
        : !left.equals(right);
  }

  private String difference(String key) {
    if (key.equals(TABLE) && !tableBefore.isEmpty() && !tableNow.isEmpty()) {
      return "%s: the table in %s is not what %s held when this training began"
          .formatted(key, now.get(key), before.get(key));
    }
    return "%s was %s when this training began and is %s now"
        .formatted(key, text(before, key), text(now, key));
  }

  private static String text(Map<String, String> settings, String key) {
    String text = settings.getOrDefault(key, "");
    return text.isEmpty() ? "empty" : text;
  }
}
