package org.latticework.jobs.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.train.config.FineTuneConfig;
import org.latticework.jobs.workspace.Location;
import org.latticework.trainer.learningcurve.LearningCurve;
import org.latticework.trainer.sweep.SuccessiveHalving;

/**
 * The settings of {@code sweep}.
 *
 * @param name of the sweep, and of the model it keeps
 * @param sizes numbers of crystals to learn from, or {@code all}
 * @param varied values by key of {@code train}, in the order they were named
 * @param runs file with a list of runs in the place of a grid
 * @param steps of gradients that a run takes at least; 0 to train {@code train.epochs}
 * @param wholeValidation whether small training sets are validated on the whole fold
 * @param parallel which runs all cores train together
 * @param keep which models stay
 * @param resamples of the seeds, for the bands of learning curves
 * @param halving after which epochs the worst runs are cut
 */
public record SweepConfig(
    String name,
    List<String> sizes,
    Map<String, List<String>> varied,
    Optional<Location> runs,
    int steps,
    boolean wholeValidation,
    Parallel parallel,
    Keep keep,
    int resamples,
    SuccessiveHalving halving) {
  static final String ALL = "all";

  /** Settings of train that mean nothing to a run, and sections of such. */
  private static final List<String> OF_NO_RUN =
      List.of(
          "train.checkpoints.",
          "train.ensemble.",
          "train.from",
          "train.fine-tune.",
          "train.freeze");

  /** Which runs all cores train together. */
  public enum Parallel {
    /** None but those whose {@code train.workers} says so. */
    NEVER,
    /**
     * Those that would be alone at the end; see {@link org.latticework.trainer.sweep.CostModel}.
     */
    AUTO
  }

  /** Which networks stay. */
  public enum Keep {
    /** None: numbers alone. */
    NONE,
    /** The one that validates best, as a model of the sweep's name. */
    BEST,
    /** Each, as a model of the sweep's name and the run's. */
    ALL
  }

  /** What small training sets are validated on. */
  private enum Validation {
    PROPORTIONAL,
    WHOLE
  }

  public SweepConfig {
    varied = Collections.unmodifiableMap(new LinkedHashMap<>(varied));
    ModelFolder.requireName("sweep.name", name);
    sizes = List.copyOf(sizes);
    sizes.forEach(SweepConfig::requireSize);
    requireAtLeast(0, "sweep.steps", steps);
    requireAtLeast(LearningCurve.MIN_RESAMPLES, "sweep.resamples", resamples);
  }

  private static void requireAtLeast(int least, String key, int value) {
    if (value < least) {
      throw new ConfigurationException(
          "%s must be %d or more, got %d".formatted(key, least, value));
    }
  }

  static void requireSize(String size) {
    if (!size.equals(ALL) && !size.matches("[1-9][0-9]{0,8}")) {
      throw new ConfigurationException(
          "sweep.sizes must be numbers from 1 on, or all, got '%s'".formatted(size));
    }
  }

  /** Reads it. */
  public static SweepConfig from(Settings settings) {
    FineTuneConfig.requireRandom(settings);
    int members = settings.integer("train.ensemble.members");
    if (members > 1) {
      throw new ConfigurationException(
          "The runs of a sweep are single networks: train.ensemble.members must be 1, got "
              + members);
    }
    Map<String, List<String>> varied = new LinkedHashMap<>();
    put(varied, "train.split", settings.words("sweep.splits"));
    put(varied, "train.seed", settings.words("sweep.seeds"));
    Arrays.stream(settings.text("sweep.vary").split(";"))
        .filter(axis -> !axis.isBlank())
        .forEach(axis -> vary(varied, axis.strip()));
    List<String> sizes = settings.words("sweep.sizes");
    return new SweepConfig(
        settings.text("sweep.name"),
        sizes.isEmpty() ? List.of(ALL) : sizes,
        varied,
        settings.optional("sweep.runs").map(Location::new),
        settings.integer("sweep.steps"),
        settings.choice("sweep.validation", Validation.class) == Validation.WHOLE,
        settings.choice("sweep.parallel", Parallel.class),
        settings.choice("sweep.keep-models", Keep.class),
        settings.integer("sweep.resamples"),
        halving(settings));
  }

  private static SuccessiveHalving halving(Settings settings) {
    int factor = settings.integer("sweep.halving.factor");
    int firstEpochs = settings.integer("sweep.halving.first-epochs");
    return Settings.checked("sweep.halving", () -> new SuccessiveHalving(factor, firstEpochs));
  }

  private static void put(Map<String, List<String>> varied, String key, List<String> values) {
    if (!values.isEmpty()) {
      varied.put(key, values);
    }
  }

  /** Reads {@code key=value,value}; a value with a comma in it is written in double quotes. */
  private static void vary(Map<String, List<String>> varied, String axis) {
    int equals = axis.indexOf('=');
    if (equals < 1) {
      throw new ConfigurationException(
          "--vary wants key=value,value, such as train.learning-rate=1e-4,5e-4, got %s"
              .formatted(axis));
    }
    String key = axis.substring(0, equals).strip();
    requireTrainKey(key);
    if (varied.containsKey(key)) {
      throw new ConfigurationException("%s is varied twice".formatted(key));
    }
    List<String> values = RunList.values(axis.substring(equals + 1));
    if (values.stream().allMatch(String::isEmpty)) {
      throw new ConfigurationException("--vary %s has no value".formatted(key));
    }
    varied.put(key, values);
  }

  /** Checks that a key is one that runs of a sweep can differ in. */
  static void requireTrainKey(String key) {
    List<String> fixed = List.of("train.name", "train.preset");
    if (!key.startsWith("train.") || isOfNoRun(key) || fixed.contains(key)) {
      throw new ConfigurationException(
          "A sweep varies settings of train other than its name, preset, checkpoints, ensemble and what it begins with, got %s"
              .formatted(key));
    }
  }

  /** Returns whether a setting of train means nothing to a run, which is one network in one go. */
  static boolean isOfNoRun(String key) {
    return OF_NO_RUN.stream().anyMatch(key::startsWith);
  }

  /** Returns the pairs of every run: those of the grid, or of the list of runs. */
  List<Map<String, String>> pairs() {
    if (runs.isPresent()) {
      return RunList.read(runs.get().here("--runs"));
    }
    List<Map<String, String>> pairs = List.of(Map.of());
    for (Map.Entry<String, List<String>> axis : axes().entrySet()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> before : pairs) {
        for (String value : axis.getValue()) {
          Map<String, String> with = new LinkedHashMap<>(before);
          with.put(axis.getKey(), value);
          longer.add(with);
        }
      }
      pairs = longer;
    }
    return pairs;
  }

  private Map<String, List<String>> axes() {
    Map<String, List<String>> axes = new LinkedHashMap<>(varied);
    axes.put(RunList.SIZE, sizes);
    return axes;
  }
}
