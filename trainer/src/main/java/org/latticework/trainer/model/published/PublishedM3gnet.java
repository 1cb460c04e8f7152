package org.latticework.trainer.model.published;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.latticework.featurizer.crystal.Element;
import org.latticework.trainer.network.m3gnet.M3gnetConfig;
import org.latticework.trainer.network.m3gnet.TripletTerm;
import org.latticework.trainer.network.m3gnet.Triplets;
import org.latticework.trainer.safetensors.Tensor;

/**
 * An M3GNet of matgl for a property of crystals: {@code state.pt} and {@code model.json} of its
 * {@code pretrained_models}. Its activations are SiLU, its basis spherical Bessel functions, its
 * readout Set2Set. The published weights of 2023 were trained on triplets of a neighbor's edges,
 * with distance and atom of the edge itself: not as the paper has it.
 *
 * <p>Parameters are {@code embedding/Weights} and {@code embedding/edgeWeights}; in each block
 * {@code block0/angleAtomWeights}, {@code angleValue0Weights} and {@code angleGate0Weights}, and
 * {@code edgeValue0Weights}, {@code edgeGate0Weights} and {@code edgeRadialWeights}, of {@code
 * atom} alike, which read [center; neighbor; edge]; {@code readout/atom0InputWeights}, {@code
 * StateWeights} and {@code Bias}; {@code head/0Weights}; and the output layer.
 *
 * <p>Chen and Ong, Nat. Comput. Sci. 2, 718 (2022); Ko et al., matgl.
 *
 * @param sizes of the network
 * @param network what it has learned
 */
public record PublishedM3gnet(Sizes sizes, MatglNetwork network) {
  /**
   * What the network is made with.
   *
   * @param cutoff of its graphs, Å
   * @param tripletCutoff of the edges that make triplets, Å
   * @param radial n, radial functions
   * @param angular l, angular functions
   * @param width length of the vectors of atoms and edges
   * @param units neurons of each of the two hidden layers of gated perceptrons, and of the head
   * @param blocks how many there are
   * @param set2setSteps how many steps the readout takes
   * @param set2setLayers layers of its LSTM
   */
  public record Sizes(
      double cutoff,
      double tripletCutoff,
      int radial,
      int angular,
      int width,
      int units,
      int blocks,
      int set2setSteps,
      int set2setLayers) {}

  /**
   * Reads a network.
   *
   * @param json the content of {@code model.json}
   * @param tensors the content of {@code state.pt}
   * @throws IOException if they are of another network, or of one that computes otherwise
   */
  public static PublishedM3gnet read(byte[] json, Map<String, Tensor> tensors) throws IOException {
    MatglCard card = MatglCard.read(json, "M3GNet");
    List<Element> elements = card.elements();
    Sizes sizes = sizes(card);
    MatglWeights weights = new MatglWeights(tensors);
    int functions = sizes.radial() * sizes.angular();
    weights.embedding("embedding.layer_node_embedding.weight", elements, sizes.width());
    weights.linear(
        "embedding.layer_edge_embedding.layers.0", "embedding/edge", functions, sizes.width());
    for (int t = 0; t < sizes.blocks(); t++) {
      takeAngles(weights, sizes, t);
      take(weights, sizes, t, "edge", "edge");
      take(weights, sizes, t, "atom", "node");
    }
    weights.set2set("readout.set2set", "readout/atom", sizes.width(), sizes.set2setLayers());
    weights.head("final_layer.layers", 2 * sizes.width(), List.of(sizes.units(), sizes.units()));
    return new PublishedM3gnet(sizes, weights.network(elements, card.scaler()));
  }

  /**
   * Returns the network as it is written here; its table goes to the last element that it knows.
   */
  public M3gnetConfig config() {
    return new M3gnetConfig(
        network.elements().last(),
        sizes.width(),
        sizes.blocks(),
        sizes.radial(),
        sizes.angular(),
        sizes.cutoff(),
        sizes.tripletCutoff(),
        Triplets.NEIGHBOR,
        TripletTerm.OWN,
        List.of(sizes.units(), sizes.units()),
        sizes.set2setSteps(),
        sizes.set2setLayers(),
        List.of(sizes.units(), sizes.units()));
  }

  private static Sizes sizes(MatglCard card) throws IOException {
    card.require("activation_type", "\"swish\"");
    card.require("rbf_type", "\"SphericalBessel\"");
    card.require("readout_type", "\"set2set\"");
    card.require("task_type", "\"regression\"");
    card.require("field", "\"node_feat\"");
    card.require("is_intensive", "true");
    card.require("ntargets", "1");
    for (String no : List.of("use_smooth", "use_phi", "include_state")) {
      card.require(no, "false");
    }
    for (String none : List.of("dim_state_embedding", "dim_state_feats", "ntypes_state")) {
      card.require(none, "null");
    }
    Sizes sizes =
        new Sizes(
            card.number("cutoff"),
            card.number("threebody_cutoff"),
            card.size("max_n"),
            card.size("max_l"),
            card.size("dim_node_embedding"),
            card.size("units"),
            card.size("nblocks"),
            card.size("niters_set2set"),
            card.size("nlayers_set2set"));
    card.require("dim_edge_embedding", String.valueOf(sizes.width()));
    card.requireAllRead();
    return sizes;
  }

  private static void takeAngles(MatglWeights weights, Sizes sizes, int t) throws IOException {
    String theirs = "three_body_interactions.%d.update_network_".formatted(t);
    String ours = "block%d/angle".formatted(t);
    int functions = sizes.radial() * sizes.angular();
    weights.linear(theirs + "atom.layers.0", ours + "Atom", sizes.width(), functions);
    weights.weights(theirs + "bond.layers.0.weight", ours + "Value0", functions, sizes.width());
    weights.weights(theirs + "bond.gates.0.weight", ours + "Gate0", functions, sizes.width());
  }

  private static void take(MatglWeights weights, Sizes sizes, int t, String ours, String theirs)
      throws IOException {
    String from = "graph_layers.%d.conv.%s_".formatted(t, theirs);
    String to = "block%d/%s".formatted(t, ours);
    int width = sizes.width();
    List<Integer> layers = List.of(3 * width, sizes.units(), sizes.units(), width);
    weights.perceptron(from + "update_func.layers", to + "Value", layers);
    weights.perceptron(from + "update_func.gates", to + "Gate", layers);
    weights.centerFirst(to + "Value0", width);
    weights.centerFirst(to + "Gate0", width);
    weights.weights(
        from + "weight_func.weight", to + "Radial", sizes.radial() * sizes.angular(), width);
  }
}
