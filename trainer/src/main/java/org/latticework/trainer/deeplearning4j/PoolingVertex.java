package org.latticework.trainer.deeplearning4j;

import java.util.List;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.network.Weights;
import org.latticework.trainer.network.cgcnn.NetworkConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The mean of each crystal's atoms. Inputs: node vectors (N × d), node counts (B × 1), how many
 * atoms each node stands for (N, INT32; or a single 1).
 */
final class PoolingVertex extends CrystalVertex {
  private static final long serialVersionUID = 1L;

  @JsonCreator
  PoolingVertex(@JsonProperty("name") String name, @JsonProperty("network") NetworkConfig network) {
    super(name, network, null, List.of());
  }

  @Override
  List<Parameter> parameters() {
    return List.of();
  }

  @Override
  CrystalPass pass(ComputationGraph graph, int index, Weights parameters, DataType type) {
    return new PoolingPass(this, graph, index, parameters, type);
  }

  @Override
  public int minVertexInputs() {
    return 3;
  }

  @Override
  public int maxVertexInputs() {
    return 3;
  }

  @Override
  public GraphVertex clone() {
    return new PoolingVertex(name(), network());
  }
}
