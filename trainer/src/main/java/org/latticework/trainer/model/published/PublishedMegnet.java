package org.latticework.trainer.model.published;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.latticework.featurizer.crystal.Element;
import org.latticework.trainer.network.megnet.MegnetConfig;
import org.latticework.trainer.safetensors.Tensor;

/**
 * A MEGNet of matgl: {@code state.pt} and {@code model.json} of its {@code pretrained_models}. Its
 * activations are shifted softplus, also behind the last layer of every perceptron but the head;
 * its state begins as zeros; Set2Set has one LSTM layer.
 *
 * <p>Parameters are {@code embedding/Weights}; {@code encoder/edge0Weights}, of {@code atom} and
 * {@code state} alike; in each block {@code block1/edgeDense0Weights} (from the second block on)
 * and {@code block1/edgeUpdate0Weights}, which reads [center; neighbor; edge; state]; {@code
 * readout/atom0InputWeights}, {@code StateWeights} and {@code Bias}, of {@code edge} alike; {@code
 * head/0Weights}; and the output layer.
 *
 * <p>Chen, Ye, Zuo, Zheng, Ong, Chem. Mater. 31, 3564 (2019); Ko et al., matgl.
 *
 * @param sizes of the network
 * @param network what it has learned
 */
public record PublishedMegnet(Sizes sizes, MatglNetwork network) {
  private static final double ROUNDING = 1e-5; // of the centers, which are floats; Å

  /**
   * What the network is made with.
   *
   * @param cutoff of its graphs, Å
   * @param embedding length of an element's vector
   * @param state length of a crystal's state
   * @param basis how many Gaussians expand a distance d: exp(−γ (d − μ)²), μ from 0 on
   * @param basisEnd the last μ, Å
   * @param gamma γ, Å⁻²
   * @param dense outputs of the layers of encoders and dense parts; the last is the network's width
   * @param update outputs of the layers of updates; the last is the network's width
   * @param blocks how many there are
   * @param set2setSteps how many steps the readouts take
   * @param head neurons of the layers between readout and output
   */
  public record Sizes(
      double cutoff,
      int embedding,
      int state,
      int basis,
      double basisEnd,
      double gamma,
      List<Integer> dense,
      List<Integer> update,
      int blocks,
      int set2setSteps,
      List<Integer> head) {
    public Sizes {
      dense = List.copyOf(dense);
      update = List.copyOf(update);
      head = List.copyOf(head);
    }

    /** Returns d, the length of the vectors of atoms, edges and crystals. */
    public int width() {
      return dense.get(dense.size() - 1);
    }
  }

  /**
   * Reads a network.
   *
   * @param json the content of {@code model.json}
   * @param tensors the content of {@code state.pt}
   * @throws IOException if they are of another network, or of one that computes otherwise
   */
  public static PublishedMegnet read(byte[] json, Map<String, Tensor> tensors) throws IOException {
    MatglCard card = MatglCard.read(json, "MEGNet");
    MatglWeights weights = new MatglWeights(tensors);
    List<Element> elements = card.elements();
    Sizes sizes = sizes(card, weights);
    weights.embedding("embedding.layer_node_embedding.weight", elements, sizes.embedding());
    take(weights, sizes);
    return new PublishedMegnet(sizes, weights.network(elements, card.scaler()));
  }

  /**
   * Returns the network as it is written here; its table goes to the last element that it knows.
   */
  public MegnetConfig config() {
    return new MegnetConfig(
        network.elements().last(),
        sizes.embedding(),
        sizes.width(),
        sizes.dense().subList(0, sizes.dense().size() - 1),
        sizes.update().subList(0, sizes.update().size() - 1),
        sizes.blocks(),
        sizes.basis(),
        sizes.basisEnd(),
        sizes.gamma(),
        sizes.set2setSteps(),
        sizes.head());
  }

  private static Sizes sizes(MatglCard card, MatglWeights weights) throws IOException {
    card.require("activation_type", "\"softplus2\"");
    card.require("is_classification", "false");
    card.require("include_state", "true");
    card.require("nlayers_set2set", "1");
    for (String none : List.of("ntypes_state", "graph_transformations", "bond_expansion")) {
      card.require(none, "null");
    }
    card.pass("dropout");
    int basis = card.size("dim_edge_embedding");
    double cutoff = card.number("cutoff");
    double end = cutoff + 1; // matgl's, of its own accord
    requireCenters(weights.take("bond_expansion.rbf.centers", basis), end);
    Sizes sizes =
        new Sizes(
            cutoff,
            card.size("dim_node_embedding"),
            card.size("dim_state_embedding"),
            basis,
            end,
            card.number("gauss_width"), // matgl takes it for γ
            card.sizes("hidden_layer_sizes_input"),
            card.sizes("hidden_layer_sizes_conv"),
            card.size("nblocks"),
            card.size("niters_set2set"),
            card.sizes("hidden_layer_sizes_output"));
    card.requireAllRead();
    if (sizes.update().get(sizes.update().size() - 1) != sizes.width()) {
      throw new IOException(
          "model.json: hidden_layer_sizes_conv must end as hidden_layer_sizes_input, with %d, got %s"
              .formatted(sizes.width(), sizes.update()));
    }
    return sizes;
  }

  private static void requireCenters(double[] centers, double end) throws IOException {
    for (int k = 0; k < centers.length; k++) {
      double center = centers.length == 1 ? 0 : end * k / (centers.length - 1);
      if (!(Math.abs(centers[k] - center) <= ROUNDING)) {
        throw new IOException(
            "The center %d of the Gaussians must be %s Å, got %s".formatted(k, center, centers[k]));
      }
    }
  }

  private static void take(MatglWeights weights, Sizes sizes) throws IOException {
    int width = sizes.width();
    take(weights, sizes, "edge", "edge", List.of(sizes.basis(), 4 * width));
    take(weights, sizes, "atom", "node", List.of(sizes.embedding(), 3 * width));
    take(weights, sizes, "state", "state", List.of(sizes.state(), 3 * width));
    for (int t = 0; t < sizes.blocks(); t++) {
      weights.centerFirst("block%d/edgeUpdate0".formatted(t), width);
    }
    weights.set2set("node_s2s", "readout/atom", width, 1);
    weights.set2set("edge_s2s", "readout/edge", width, 1);
    weights.head("output_proj.layers", 5 * width, sizes.head());
  }

  /**
   * Takes the encoder, the dense parts and the updates of atoms, edges or crystals.
   *
   * @param inputs of the encoder and of updates
   */
  private static void take(
      MatglWeights weights, Sizes sizes, String ours, String theirs, List<Integer> inputs)
      throws IOException {
    weights.perceptron(
        theirs + "_encoder.layers", "encoder/" + ours, layers(inputs.get(0), sizes.dense()));
    for (int t = 0; t < sizes.blocks(); t++) {
      if (t > 0) {
        weights.perceptron(
            "blocks.%d.%s_func.layers".formatted(t, theirs),
            "block%d/%sDense".formatted(t, ours),
            layers(sizes.width(), sizes.dense()));
      }
      weights.perceptron(
          "blocks.%d.conv.%s_func.layers".formatted(t, theirs),
          "block%d/%sUpdate".formatted(t, ours),
          layers(inputs.get(1), sizes.update()));
    }
  }

  private static List<Integer> layers(int inputs, List<Integer> outputs) {
    List<Integer> sizes = new ArrayList<>(List.of(inputs));
    sizes.addAll(outputs);
    return sizes;
  }
}
