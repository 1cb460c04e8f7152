package org.latticework.trainer.network.cgcnn;

import java.util.List;
import java.util.Optional;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.featurizer.graph.GraphMemory;
import org.latticework.trainer.network.GraphNeeds;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.network.Parameter;

/**
 * The shape of a crystal-graph network: embedding (element → d), T convolutions, mean over atoms,
 * hidden layer, softplus.
 *
 * @param variant where convolutions normalize
 * @param width d, length of an atom vector; 1 … {@link #WIDEST}
 * @param basis expansion of the distances, K Gaussians, at most {@link #WIDEST}
 * @param convolutions T; 1 … {@link #DEEPEST}
 * @param hidden neurons of the hidden layer; 1 … {@link #WIDEST}
 * @param elements atomic numbers 1 … {@code elements} are known; 1 … 118
 * @param activatedPooling whether softplus follows the mean over atoms, as in the original
 * @param elementFeatures F where atoms begin as a linear map of a table of F features per element,
 *     as in the original; 0 where they begin as a learned vector per element; at most {@link
 *     #WIDEST}
 */
public record CgcnnConfig(
    ConvolutionVariant variant,
    int width,
    GaussianBasis basis,
    int convolutions,
    int hidden,
    int elements,
    boolean activatedPooling,
    int elementFeatures)
    implements NetworkConfig {
  /** The largest width, hidden layer, basis and table: no network of the field is near it. */
  public static final int WIDEST = 4096;

  /** The most convolutions. */
  public static final int DEEPEST = 64;

  private static final int EDGE_MATRICES = 8; // of the nd4j kernel, Gaussians included

  public CgcnnConfig {
    if (!(width > 0 && convolutions > 0 && hidden > 0 && elementFeatures >= 0)) {
      throw new IllegalArgumentException(
          ("Need positive width, convolutions and hidden, and no negative number of features, got"
                  + " %d, %d, %d, %d")
              .formatted(width, convolutions, hidden, elementFeatures));
    }
    if (!(Math.max(width, hidden) <= WIDEST
        && Math.max(basis.size(), elementFeatures) <= WIDEST
        && convolutions <= DEEPEST)) {
      throw new IllegalArgumentException(
          ("A network has at most %d channels, hidden neurons, Gaussians and element features, and"
                  + " %d convolutions; got %d, %d, %d, %d and %d")
              .formatted(
                  WIDEST, DEEPEST, width, hidden, basis.size(), elementFeatures, convolutions));
    }
    if (!(elements > 0 && elements <= 118)) {
      throw new IllegalArgumentException("Elements go from 1 to 118, got " + elements);
    }
  }

  /** Returns the default: message-norm, d = K = 64, T = 3, 128 hidden, 100 elements. */
  public static CgcnnConfig standard() {
    return new CgcnnConfig(
        ConvolutionVariant.MESSAGE_NORM, 64, GaussianBasis.book(), 3, 128, 100, false, 0);
  }

  /**
   * Returns the network of Xie and Grossman, PRL 120, 145301 (2018): 92 features per element, 41
   * Gaussians, softplus before and after the hidden layer.
   *
   * @param width d; 64 in the published networks
   * @param convolutions T; 3 or 4 in the published networks
   * @param hidden neurons of the hidden layer; 32 or 128 in the published networks
   */
  public static CgcnnConfig original(int width, int convolutions, int hidden) {
    return new CgcnnConfig(
        ConvolutionVariant.ORIGINAL,
        width,
        GaussianBasis.original(),
        convolutions,
        hidden,
        100,
        true,
        92);
  }

  @Override
  public String kind() {
    return "cgcnn";
  }

  /** Returns the neurons of the hidden layer. */
  @Override
  public int outputWidth() {
    return hidden;
  }

  @Override
  public Optional<GaussianBasis> gaussians() {
    return Optional.of(basis);
  }

  @Override
  public GraphNeeds needs() {
    return GraphNeeds.ANY;
  }

  /** Returns that of eight matrices of E × d, which its convolutions share. */
  @Override
  public GraphMemory memoryOfPass() {
    return new GraphMemory(0, (long) EDGE_MATRICES * width * Float.BYTES, 0);
  }

  @Override
  public GraphMemory memoryOfStep() {
    return memoryOfPass();
  }

  /** Returns false: a hidden layer comes after the mean. */
  @Override
  public boolean averagesAtoms() {
    return false;
  }

  @Override
  public String words() {
    return "%s (%s)".formatted(kind(), variant.id());
  }

  @Override
  public List<String> parts() {
    return CgcnnParameters.parts(this);
  }

  @Override
  public String part(String parameter) {
    return CgcnnParameters.part(parameter);
  }

  @Override
  public List<Parameter> parameters() {
    return CgcnnParameters.of(this);
  }

  /** Returns what all convolutions have in common. */
  public ConvolutionShape shape() {
    return new ConvolutionShape(variant, width, basis);
  }
}
