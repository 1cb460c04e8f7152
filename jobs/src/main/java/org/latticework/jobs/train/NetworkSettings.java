package org.latticework.jobs.train;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.trainer.deeplearning4j.NetworkBlueprint;
import org.latticework.trainer.model.published.PublishedModel;
import org.latticework.trainer.network.cgcnn.KernelChoice;
import org.latticework.trainer.network.cgcnn.NetworkConfig;
import org.latticework.trainer.network.cgcnn.convolution.ConvolutionVariant;

/** Reads the section {@code train.network}, and which kernel computes it. */
public final class NetworkSettings {
  private static final String FEATURES = "train.network.atom-features";
  private static final int ELEMENTS = 100; // of a learned embedding

  private NetworkSettings() {}

  static NetworkBlueprint blueprint(Settings settings) {
    Optional<AtomFeatures> features = features(settings.text(FEATURES));
    KernelChoice kernel = settings.choice("train.kernel", KernelChoice.class);
    return Settings.checked(
        "train.network", () -> new NetworkBlueprint(config(settings, features), features, kernel));
  }

  private static NetworkConfig config(Settings settings, Optional<AtomFeatures> features) {
    ConvolutionVariant variant = ConvolutionVariant.of(settings.text("train.network.variant"));
    return new NetworkConfig(
        variant,
        settings.integer("train.network.width"),
        basis(settings),
        settings.integer("train.network.convolutions"),
        settings.integer("train.network.hidden"),
        features.map(AtomFeatures::elements).orElse(ELEMENTS),
        variant == ConvolutionVariant.ORIGINAL,
        features.map(AtomFeatures::size).orElse(0));
  }

  /** Returns the basis in which the network expands distances. */
  public static GaussianBasis basis(Settings settings) {
    return Settings.checked(
        "train.network",
        () ->
            new GaussianBasis(
                settings.decimal("train.network.basis.cutoff"),
                settings.integer("train.network.basis.size"),
                settings.decimal("train.network.basis.sigma"),
                settings.flag("train.network.basis.halved")));
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
