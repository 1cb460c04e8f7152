package org.latticework.trainer.deeplearning4j;

import java.util.List;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.network.Weights;
import org.latticework.trainer.network.cgcnn.KernelChoice;
import org.latticework.trainer.network.cgcnn.NetworkConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Prepares the edges of a batch, once for all convolutions, and owns the network's kernel. Inputs:
 * offsets (N + 1, INT32), neighbors (E, INT32), distances (E, Å), how many atoms each node and how
 * many neighbors each edge stands for (N and E, INT32; or a single 1).
 */
final class EdgeVertex extends CrystalVertex {
  private static final long serialVersionUID = 1L;

  @JsonProperty("kernel")
  private final KernelChoice kernel;

  @JsonCreator
  EdgeVertex(
      @JsonProperty("name") String name,
      @JsonProperty("network") NetworkConfig network,
      @JsonProperty("kernel") KernelChoice kernel) {
    super(name, network, null, List.of());
    this.kernel = kernel;
  }

  KernelChoice kernel() {
    return kernel;
  }

  @Override
  List<Parameter> parameters() {
    return List.of();
  }

  @Override
  CrystalPass pass(ComputationGraph graph, int index, Weights parameters, DataType type) {
    return new EdgePass(this, graph, index, parameters, type);
  }

  @Override
  public int minVertexInputs() {
    return 5;
  }

  @Override
  public int maxVertexInputs() {
    return 5;
  }

  @Override
  public GraphVertex clone() {
    return new EdgeVertex(name(), network(), kernel);
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && kernel == ((EdgeVertex) other).kernel;
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
