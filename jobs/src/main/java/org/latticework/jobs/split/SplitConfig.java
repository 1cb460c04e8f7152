package org.latticework.jobs.split;

import java.util.List;
import java.util.Optional;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.workspace.Location;
import org.latticework.pipeline.group.Level;
import org.latticework.pipeline.split.Criterion;
import org.latticework.pipeline.split.FoldFractions;
import org.latticework.pipeline.split.FoldSizes;
import org.latticework.pipeline.split.Grouping;
import org.latticework.pipeline.split.SplitOptions;
import org.latticework.pipeline.split.SplitStrategy;

/** The settings of {@code split}. */
public final class SplitConfig {
  private static final String FILE = "split.file";

  /** What becomes of names in a file that are no materials. */
  private enum Unknown {
    IGNORE,
    REFUSE
  }

  private SplitConfig() {}

  /**
   * Reads how to split.
   *
   * @throws ConfigurationException if a setting is none, or does not go with the others
   */
  public static SplitOptions options(Settings settings) {
    return Settings.checked(
        "split",
        () ->
            new SplitOptions(
                settings.text("split.name"),
                criterion(settings),
                grouping(settings),
                sizes(settings),
                settings.wide("split.seed"),
                settings.optional("split.as-of"),
                false));
  }

  /** Reads how to split, and checks that a file of folds is there. */
  public static SplitOptions checked(Settings settings) {
    SplitOptions options = options(settings);
    Location file = new Location(settings.text(FILE));
    if (!file.text().isEmpty()) {
      file.requireExisting("The file of folds %s does not exist".formatted(file.text()));
    }
    return options;
  }

  /**
   * Reads how to make the one split that a chain learns from.
   *
   * @throws ConfigurationException if there would be several
   */
  public static SplitOptions single(Settings settings) {
    SplitOptions options = checked(settings);
    if (options.isSeveral()) {
      throw new ConfigurationException(
          "split: these settings make several splits, and a chain learns from one: make them with"
              + " latticework split, and train on each with latticework train --split NAME-0");
    }
    return options;
  }

  private static Criterion criterion(Settings settings) {
    return new Criterion(
        SplitStrategy.ofWord(settings.text("split.strategy")),
        settings.optional(FILE).map(file -> new Location(file).qualified()),
        settings.choice("split.unknown", Unknown.class) == Unknown.REFUSE,
        settings.words("split.leave-out"),
        settings.optional("split.level").map(Level::ofWord),
        settings.optional("split.train-until"));
  }

  private static Grouping grouping(Settings settings) {
    List<Level> keepApart = settings.words("split.keep-apart").stream().map(Level::ofWord).toList();
    Optional<SplitStrategy> validation =
        settings.optional("split.validation-strategy").map(SplitStrategy::ofWord);
    return new Grouping(keepApart, settings.words("split.keep-in-train"), validation);
  }

  private static FoldSizes sizes(Settings settings) {
    return new FoldSizes(
        new FoldFractions(settings.decimal("split.validation"), settings.decimal("split.test")),
        settings.flag("split.exact"),
        settings.integer("split.folds"),
        settings.integer("split.inner-folds"));
  }
}
