package org.latticework.trainer.deeplearning4j;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.network.Weights;
import org.latticework.trainer.network.cgcnn.NetworkConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Begins the atoms: a learned vector per element, or a linear map of a table of features. Input:
 * atomic numbers (N, INT32).
 */
final class EmbeddingVertex extends CrystalVertex {
  private static final long serialVersionUID = 1L;

  @JsonProperty("table")
  private final float[][] table; // elements × F; no row where vectors are learned

  @JsonCreator
  EmbeddingVertex(
      @JsonProperty("name") String name,
      @JsonProperty("network") NetworkConfig network,
      @JsonProperty("updater") IUpdater updater,
      @JsonProperty("regularization") List<Regularization> regularization,
      @JsonProperty("table") float[][] table) {
    super(name, network, updater, regularization);
    this.table = table;
  }

  /** Returns the features, elements × F, not a copy; no row where vectors are learned. */
  float[][] table() {
    return table;
  }

  @Override
  List<Parameter> parameters() {
    int width = network().width();
    if (table.length == 0) {
      return List.of(Parameter.embedding("vectors", network().elements(), width));
    }
    int features = network().elementFeatures();
    return List.of(
        Parameter.weights("weights", features, width), Parameter.bias("bias", features, width));
  }

  @Override
  CrystalPass pass(ComputationGraph graph, int index, Weights parameters, DataType type) {
    return new EmbeddingPass(this, graph, index, parameters, type);
  }

  @Override
  public int minVertexInputs() {
    return 1;
  }

  @Override
  public int maxVertexInputs() {
    return 1;
  }

  @Override
  public GraphVertex clone() {
    return new EmbeddingVertex(name(), network(), updater().clone(), regularization(), table);
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && Arrays.deepEquals(table, ((EmbeddingVertex) other).table);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
