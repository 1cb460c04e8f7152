package org.latticework.trainer.layer;

import java.util.List;
import java.util.Optional;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.trainer.batch.CrystalBatch;
import org.latticework.trainer.memory.RowBuffers;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.network.Weights;
import org.latticework.trainer.rows.RowMajor;
import org.latticework.trainer.rows.SegmentSum;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Begins the nodes: a learned vector per element, or a linear map of a table of features per
 * element.
 */
public final class Embedding {
  private static final String NAME = "embedding/";

  private final int elements;
  private final Optional<INDArray> table; // elements × F
  private final SegmentSum elementOfNode = new SegmentSum();
  private final RowBuffers buffers;

  /**
   * Makes the layer.
   *
   * @param elements rows of the table
   * @param features the table; empty where vectors are learned
   * @param buffers where its results lie; they say the type
   */
  public Embedding(int elements, Optional<AtomFeatures> features, RowBuffers buffers) {
    this.elements = elements;
    this.buffers = buffers;
    this.table = features.map(it -> table(it, buffers.type()));
  }

  private static INDArray table(AtomFeatures features, DataType type) {
    INDArray floats = Nd4j.createFromArray(features.rows());
    INDArray table = floats.castTo(type);
    if (table != floats) {
      floats.close();
    }
    return table;
  }

  /**
   * Returns its parameters.
   *
   * @param features F; 0 where vectors are learned
   * @param width d
   */
  public static List<Parameter> parameters(int elements, int features, int width) {
    return features == 0
        ? List.of(Parameter.embedding(NAME + "vectors", elements, width))
        : List.of(
            Parameter.weights(NAME + "weights", features, width),
            Parameter.bias(NAME + "bias", features, width));
  }

  /** Returns a row for each node of a batch, N × d. */
  public INDArray forward(CrystalBatch batch, Weights weights) {
    batch.readElements(elements, elementOfNode.begin(batch.nodes()));
    INDArray vectors = table.isEmpty() ? weights.matrix(NAME + "vectors") : map(weights);
    INDArray nodes = buffers.matrix(NAME + "nodes", batch.nodes(), vectors.columns());
    elementOfNode.spread(vectors, nodes);
    return nodes;
  }

  private INDArray map(Weights weights) {
    INDArray map = weights.matrix(NAME + "weights");
    INDArray vectors = buffers.matrix(NAME + "vectors", elements, map.columns());
    RowMajor.multiply(table.get(), map, vectors, 0);
    return vectors.addiRowVector(weights.matrix(NAME + "bias"));
  }

  /**
   * Sums gradients by element.
   *
   * @param gradient ∂L/∂nodes, N × d
   */
  public void backward(INDArray gradient, Weights gradients) {
    if (table.isEmpty()) {
      elementOfNode.sum(gradient, gradients.matrix(NAME + "vectors"));
      return;
    }
    INDArray sums = buffers.matrix(NAME + "sums", elements, gradient.columns());
    elementOfNode.sum(gradient, sums);
    RowMajor.multiplyFirstTransposed(table.get(), sums, gradients.matrix(NAME + "weights"));
    gradients.matrix(NAME + "bias").assign(RowMajor.columnSums(sums));
  }

  /** Frees the table. */
  public void close() {
    table.ifPresent(INDArray::close);
  }
}
