package org.latticework.jobs.train.config;

import java.io.Serializable;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.trainer.part.PartRates;

/**
 * What a training begins with.
 *
 * @param from name of the model whose parameters it takes; empty for random ones
 * @param head what becomes of that model's head
 * @param scaling what becomes of the scales of its outputs
 */
public record FineTuneConfig(String from, Head head, Scales scaling) implements Serializable {
  public FineTuneConfig {
    if (!from.isEmpty()) {
      ModelFolder.requireName("train.from", from);
    }
  }

  /** Whether the part from pooling to the outputs is taken over. */
  public enum Head {
    /** Kept where the same is learned. */
    AUTO,
    NEW,
    KEPT
  }

  /** Whether the scales of the outputs are taken over. */
  public enum Scales {
    /** Kept where the head is. */
    AUTO,
    REFITTED,
    KEPT
  }

  /**
   * Reads it.
   *
   * @param rates of the parts
   */
  static FineTuneConfig from(Settings settings, PartRates rates) {
    FineTuneConfig config =
        new FineTuneConfig(
            settings.text("train.from"),
            settings.choice("train.fine-tune.head", Head.class),
            settings.choice("train.fine-tune.scaling", Scales.class));
    if (!config.tunes() && !rates.frozen().isEmpty()) {
      throw new ConfigurationException(
          "train.freeze leaves parts of the model in train.from as they are, which is empty; got "
              + String.join(", ", settings.words("train.freeze")));
    }
    return config;
  }

  /**
   * Checks that trainings begin at random, as those of everything but the command {@code train} do.
   */
  public static void requireRandom(Settings settings) {
    if (settings.optional("train.from").isPresent()) {
      throw new ConfigurationException(
          "train.from is for the command train alone, everything else begins at random; got "
              + settings.text("train.from"));
    }
  }

  /** Returns whether it begins with a model. */
  public boolean tunes() {
    return !from.isEmpty();
  }
}
