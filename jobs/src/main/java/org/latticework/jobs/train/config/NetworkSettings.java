package org.latticework.jobs.train.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.trainer.model.published.PublishedModel;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.network.kinds.ConfigFields;
import org.latticework.trainer.network.kinds.NetworkKinds;

/**
 * Reads the section {@code train.network}, and which kernel computes it. Each kind of network has a
 * section of its own, whose keys are the components of its configuration.
 */
public final class NetworkSettings {
  private static final String SECTION = "train.network.";
  private static final String FEATURES = SECTION + "atom-features";
  private static final int ELEMENTS = 100; // of a learned embedding

  private NetworkSettings() {}

  static NetworkBlueprint blueprint(Settings settings) {
    Optional<AtomFeatures> features = features(settings.text(FEATURES));
    KernelChoice kernel = settings.choice("train.kernel", KernelChoice.class);
    String kind = settings.text(SECTION + "kind");
    Keys keys = new Keys(settings, SECTION + kind + ".", features);
    return Settings.checked(
        "train.network",
        () -> {
          NetworkConfig config = ConfigFields.read(NetworkKinds.configuration(kind), keys, '-');
          return new NetworkBlueprint(config, features, kernel);
        });
  }

  /** Returns the basis in which CGCNN expands distances. */
  public static GaussianBasis basis(Settings settings) {
    Keys keys = new Keys(settings, SECTION + "cgcnn.basis.", Optional.empty());
    return Settings.checked(
        "train.network", () -> ConfigFields.read(GaussianBasis.class, keys, '-'));
  }

  /**
   * The keys of a section. What the table of features decides is no key.
   *
   * @param prefix of the section, with a dot at its end
   */
  private record Keys(Settings settings, String prefix, Optional<AtomFeatures> features)
      implements ConfigFields.Source<ConfigurationException> {
    @Override
    public int integer(String key) {
      return switch (key) {
        case "elements" -> features.map(AtomFeatures::elements).orElse(ELEMENTS);
        case "element-features" -> features.map(AtomFeatures::size).orElse(0);
        default -> settings.integer(prefix + key);
      };
    }

    @Override
    public double number(String key) {
      return settings.decimal(prefix + key);
    }

    @Override
    public boolean truth(String key) {
      return settings.flag(prefix + key);
    }

    @Override
    public String text(String key) {
      return settings.text(prefix + key);
    }

    @Override
    public Keys section(String key) {
      return new Keys(settings, prefix + key + ".", features);
    }
  }

  private static Optional<AtomFeatures> features(String file) {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    Path path = Path.of(file);
    if (!Files.isRegularFile(path)) {
      throw new ConfigurationException("%s: the file %s does not exist".formatted(FEATURES, file));
    }
    try (InputStream in = Files.newInputStream(path)) {
      return Optional.of(PublishedModel.features(in));
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigurationException(
          "%s: %s is no table of features per element: %s"
              .formatted(FEATURES, file, e.getMessage().lines().findFirst().orElse("")),
          e);
    }
  }
}
