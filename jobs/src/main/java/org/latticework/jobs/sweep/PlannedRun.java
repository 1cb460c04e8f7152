package org.latticework.jobs.sweep;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.latticework.jobs.settings.AutomaticSettings;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.train.config.NetworkSettings;
import org.latticework.jobs.train.config.TrainConfig;
import org.latticework.trainer.batch.GraphBatcher;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.parallelism.Parallelism;

/**
 * A run of a sweep as the user asks for it.
 *
 * @param size number of crystals to learn from, or {@code all}
 * @param varied what the run sets, by key of {@code train}
 * @param asked all settings as they were asked for
 * @param settings the same with numbers in the place of {@code auto}
 * @param config what they come to
 */
record PlannedRun(
    String size,
    Map<String, String> varied,
    Settings asked,
    Settings settings,
    TrainConfig config) {
  private static final int ID_DIGITS = 12;
  private static final String STEPS = "sweep.steps";
  private static final String VALIDATION = "sweep.validation";
  private static final String PARALLEL = "sweep.parallel";
  private static final Map<String, String> SHIPPED = AutomaticSettings.shipped();
  private static final Set<String> COLUMNS =
      Set.of("train.seed", "train.split", "train.target", "train.graphs");

  /**
   * Plans a run.
   *
   * @param pairs keys and values of the run, its size among them
   * @throws ConfigurationException if a value is none that its key can take
   */
  static PlannedRun of(Settings common, Map<String, String> pairs) {
    Map<String, String> varied = new TreeMap<>(pairs);
    String size = Optional.ofNullable(varied.remove(RunList.SIZE)).orElse(SweepConfig.ALL);
    Settings settings = common;
    for (Map.Entry<String, String> pair : varied.entrySet()) {
      settings = settings.with(pair.getKey(), Optional.of(pair.getValue()));
    }
    return planned(size, varied, settings);
  }

  private static PlannedRun planned(String size, Map<String, String> varied, Settings asked) {
    Settings settings = AutomaticSettings.resolve(asked);
    return new PlannedRun(size, varied, asked, settings, TrainConfig.from(settings));
  }

  /** Returns what decides on its graphs: which are asked for, and which its network can read. */
  List<Object> readable() {
    NetworkConfig network = config.training().network().config();
    return List.of(config.graphs(), network.kind(), network.needs());
  }

  private PlannedRun with(String key, Object value) {
    return planned(size, varied, asked.with(key, Optional.of(value)));
  }

  /** Returns the same run with its graphs by name. */
  PlannedRun withGraphs(String id) {
    return with("train.graphs", id);
  }

  /** Returns the same run with another number of workers, and what follows from it. */
  PlannedRun withWorkers(int workers) {
    return with("train.workers", workers);
  }

  /** Returns the same run with as many epochs as make so many steps, rounded up. */
  PlannedRun withSteps(int steps, int crystals) {
    Parallelism parallelism = config.training().parallelism();
    int stepsPerEpoch =
        new GraphBatcher(parallelism.batchSize(), 0).batches(crystals, parallelism.workers());
    return with("train.epochs", (steps + stepsPerEpoch - 1) / stepsPerEpoch);
  }

  /**
   * Returns the name of the run: a hash of everything that decides what comes out, but for the
   * tables.
   */
  String id(SweepConfig sweep) {
    Map<String, String> all = decisive(settings);
    all.put(RunList.SIZE, size);
    all.put(STEPS, String.valueOf(sweep.steps()));
    all.put(VALIDATION, String.valueOf(sweep.wholeValidation()));
    all.put(PARALLEL, sweep.parallel().name());
    if (sweep.steps() > 0) {
      all.remove("train.epochs");
    }
    all.put("train.network.atom-features", config.atomFeatures());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(all.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, ID_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /**
   * Returns the settings that decide what comes out, but for the seed, as text: the same for runs
   * that differ in that alone.
   */
  String candidate() {
    Map<String, String> all = decisive(settings);
    all.remove("train.seed");
    all.put(RunList.SIZE, size);
    return all.toString();
  }

  private static Map<String, String> decisive(Settings settings) {
    Map<String, String> all = new TreeMap<>(Settings.texts(settings.toJson()));
    all.keySet().removeIf(key -> !key.startsWith("train.") || SweepConfig.isOfNoRun(key));
    all.remove("train.name");
    all.remove("train.preset"); // its values are among the others
    String kind = all.get(NetworkSettings.KIND);
    all.keySet().removeIf(key -> !NetworkSettings.concerns(key, kind));
    all.entrySet().removeIf(PlannedRun::isPlainRate);
    return all;
  }

  /**
   * Whether it says what goes without saying: so runs of builds before this setting keep their
   * names.
   */
  private static boolean isPlainRate(Map.Entry<String, String> setting) {
    return setting.getKey().startsWith("train.rates.")
        && setting.getValue().equals(SHIPPED.get(setting.getKey()));
  }

  /**
   * Returns the settings that are not those as shipped and have no column of their own in the table
   * of runs.
   */
  Map<String, String> unusual(SweepConfig sweep) {
    Map<String, String> unusual = decisive(settings);
    unusual.entrySet().removeAll(SHIPPED.entrySet());
    unusual.keySet().removeAll(COLUMNS);
    if (sweep.steps() > 0) {
      unusual.remove("train.epochs");
      unusual.put(STEPS, String.valueOf(sweep.steps()));
    }
    if (sweep.wholeValidation()) {
      unusual.put(VALIDATION, "whole");
    }
    if (sweep.parallel() == SweepConfig.Parallel.AUTO) {
      unusual.put(PARALLEL, "auto");
    }
    return unusual;
  }

  /** Returns what sets the run apart, for people: "size 200, seed 1, learning-rate 1e-4". */
  String words() {
    StringBuilder words = new StringBuilder("size ").append(size);
    varied.forEach(
        (key, value) ->
            words.append(", ").append(key.substring("train.".length())).append(' ').append(value));
    return words.toString();
  }
}
