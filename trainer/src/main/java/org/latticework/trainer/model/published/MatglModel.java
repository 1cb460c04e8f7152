package org.latticework.trainer.model.published;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.featurizer.graph.Ties;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.model.saved.NetworkArrays;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.optimizer.LearningRule;
import org.latticework.trainer.safetensors.Tensor;
import org.latticework.trainer.task.Regression;
import org.latticework.trainer.task.Scaling;
import org.latticework.trainer.torch.TorchFile;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * A MEGNet or an M3GNet of matgl as a model: {@code state.pt} and {@code model.json} of its {@code
 * pretrained_models}.
 *
 * @param config of the network
 * @param cutoff of its graphs, Å: all neighbors within it
 * @param network what it has learned
 */
public record MatglModel(NetworkConfig config, double cutoff, MatglNetwork network) {
  /**
   * Reads both files.
   *
   * @param json the content of {@code model.json}, which says which network it is
   * @param state the content of {@code state.pt}
   * @throws IOException if they are of another network, or of one that computes otherwise
   */
  public static MatglModel read(byte[] json, byte[] state) throws IOException {
    try {
      MatglModel model = unchecked(json, state);
      model.graphs(); // refuses cutoffs that none have
      return model;
    } catch (IllegalArgumentException e) {
      throw new IOException("model.json: " + e.getMessage(), e);
    }
  }

  private static MatglModel unchecked(byte[] json, byte[] state) throws IOException {
    String kind = MatglCard.kind(json);
    switch (kind) {
      case "MEGNet" -> {
        PublishedMegnet megnet = PublishedMegnet.read(json, tensors(state));
        return new MatglModel(megnet.config(), megnet.sizes().cutoff(), megnet.network());
      }
      case "M3GNet" -> {
        PublishedM3gnet m3gnet = PublishedM3gnet.read(json, tensors(state));
        return new MatglModel(m3gnet.config(), m3gnet.sizes().cutoff(), m3gnet.network());
      }
      default ->
          throw new IOException(
              "model.json: of matgl's networks MEGNet and M3GNet can be read, got %s"
                  .formatted(kind.length() > 80 ? "a long text" : kind));
    }
  }

  private static Map<String, Tensor> tensors(byte[] state) throws IOException {
    return TorchFile.read(state).tensors();
  }

  /** Returns the graphs that it has learned from, merged where it reads no directions. */
  public GraphConfig graphs() {
    GraphConfig all = new GraphConfig(cutoff, GraphConfig.ALL_NEIGHBORS, Ties.ALL, true, false);
    return config.needs().met(all);
  }

  /**
   * Makes the model.
   *
   * @param column what it predicts, as a column is to be called
   * @param type FLOAT, or DOUBLE for comparisons
   * @throws IOException if an array has another shape than the network needs
   */
  public TrainedModel model(String column, DataType type) throws IOException {
    NetworkArrays.requireShapes(config, 1, this::array);
    ComputationGraph graph =
        NetworkGraph.build(
            new NetworkBlueprint(config, Optional.empty(), KernelChoice.AUTO),
            LearningRule.of(new NoOp()),
            type,
            0);
    NetworkArrays.fill(graph, this::array);
    return new TrainedModel(
        graph, Regression.of(column), new Scaling(List.of(network.scaler())), network.facts());
  }

  /** Returns an array by its name in our files, where the output layer is PyTorch's. */
  private Tensor array(String name) throws IOException {
    Tensor parameter =
        switch (name) {
          case "fc_out.weight" -> reshaped("output_W", 1, config.outputWidth());
          case "fc_out.bias" -> reshaped("output_b", 1);
          default -> network.parameters().get(name);
        };
    if (parameter == null) {
      throw new IOException("The network has no array " + name);
    }
    return parameter;
  }

  private Tensor reshaped(String name, long... shape) {
    List<Long> lengths = Arrays.stream(shape).boxed().toList();
    return Tensor.of(lengths, network.parameters().get(name).doubles());
  }
}
