package org.latticework.jobs.train.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /** The setting that says the kind of network. */
  public static final String KIND = SECTION + "kind";

  private static final String FEATURES = SECTION + "atom-features";
  private static final int ELEMENTS = 100; // of a learned embedding
  private static final Set<String> OF_FEATURES = Set.of("elements", "element-features"); // no keys

  private NetworkSettings() {}

  /**
   * Returns whether a setting has a meaning for a network: those of sections of other kinds have
   * none.
   *
   * @param key of a setting
   * @param kind of the network
   */
  public static boolean concerns(String key, String kind) {
    return NetworkKinds.names().stream()
        .noneMatch(other -> !other.equals(kind) && key.startsWith(SECTION + other + "."));
  }

  static NetworkBlueprint blueprint(Settings settings) {
    Optional<AtomFeatures> features = features(settings.text(FEATURES));
    KernelChoice kernel = settings.choice("train.kernel", KernelChoice.class);
    String kind = settings.text(KIND);
    Keys keys = new Keys(settings, SECTION + kind + ".", features);
    return Settings.checked(
        "train.network",
        () -> {
          NetworkConfig config = ConfigFields.read(NetworkKinds.configuration(kind), keys, '-');
          if (features.isPresent() && config.elementFeatures() == 0) {
            throw new ConfigurationException(
                "%s is for networks that read such a table, and %s does not: leave it out"
                    .formatted(FEATURES, kind));
          }
          return new NetworkBlueprint(config, features, kernel);
        });
  }

  /**
   * Returns settings that say the shape of a network.
   *
   * @param shape of the network of a model
   * @param model its name
   * @throws ConfigurationException if the user has said another shape
   */
  public static Settings withShape(Settings settings, NetworkConfig shape, String model) {
    Settings shaped = withShape(settings, KIND, shape.kind(), model);
    String section = SECTION + shape.kind();
    return withShape(shaped, section, ConfigFields.values(shape, '-'), model);
  }

  private static Settings withShape(Settings settings, String key, Object value, String model) {
    if (value instanceof Map<?, ?> values) {
      Settings shaped = settings;
      for (Map.Entry<?, ?> each : values.entrySet()) {
        if (!OF_FEATURES.contains(each.getKey())) {
          shaped = withShape(shaped, "%s.%s".formatted(key, each.getKey()), each.getValue(), model);
        }
      }
      return shaped;
    }
    Settings shaped = settings.filled(key, value);
    if (settings.isSaid(key) && !said(settings, key).equals(said(shaped, key))) {
      throw new ConfigurationException(
          "%s is %s, and %s of the network of %s (train.from): leave it out, or begin at random"
              .formatted(key, said(settings, key), said(shaped, key), model));
    }
    return shaped;
  }

  /** Returns a value, or the values of a list, as they are written on a command line. */
  private static String said(Settings settings, String key) {
    return String.join(",", settings.words(key));
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
    public List<Integer> integers(String key) {
      return settings.integers(prefix + key);
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
