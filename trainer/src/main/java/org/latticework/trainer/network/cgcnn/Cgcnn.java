package org.latticework.trainer.network.cgcnn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.trainer.batch.CrystalBatch;
import org.latticework.trainer.layer.Embedding;
import org.latticework.trainer.layer.Linear;
import org.latticework.trainer.layer.MeanPooling;
import org.latticework.trainer.layer.SoftplusActivation;
import org.latticework.trainer.memory.RowBuffers;
import org.latticework.trainer.network.Network;
import org.latticework.trainer.network.Weights;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The network: embedding, T convolutions, mean over atoms, hidden layer. Convolutions are computed
 * by one of two kernels, the rest by ND4J's operations.
 */
public final class Cgcnn implements Network {
  private final CgcnnConfig config;
  private final Convolution kernel;
  private final RowBuffers buffers;
  private final Embedding embedding;
  private final MeanPooling pooling;
  private final Optional<SoftplusActivation> pooled;
  private final Linear hidden;
  private final SoftplusActivation output;
  private final List<Convolution.Pass> passes = new ArrayList<>(); // T, after training's forward
  private int still; // parts that no part which learns comes before

  /**
   * Makes a network.
   *
   * @param features what atoms begin with; empty where a vector per element is learned
   * @param kernel its own, made for its shape and type
   * @param type FLOAT or DOUBLE
   */
  public Cgcnn(
      CgcnnConfig config, Optional<AtomFeatures> features, Convolution kernel, DataType type) {
    this.config = config;
    this.kernel = kernel;
    this.buffers = new RowBuffers(type);
    this.embedding = new Embedding(config.elements(), features, buffers);
    this.pooling = new MeanPooling(buffers);
    this.pooled =
        config.activatedPooling()
            ? Optional.of(new SoftplusActivation("pooled", buffers))
            : Optional.empty();
    this.hidden = new Linear(CgcnnParameters.HIDDEN, buffers);
    this.output = new SoftplusActivation("output", buffers);
  }

  @Override
  public void freeze(Set<String> parts) {
    List<String> trunk = config.parts().subList(0, config.convolutions() + 1);
    still = (int) trunk.stream().takeWhile(parts::contains).count();
  }

  /** Whether a convolution, or something before it, learns; the embedding comes before all. */
  private boolean learns(int convolution) {
    return convolution + 1 >= still;
  }

  @Override
  public INDArray forward(CrystalBatch batch, Weights weights, boolean training) {
    INDArray nodes = embedding.forward(batch, weights);
    Convolution.Batch edges = kernel.prepare(batch.edges());
    passes.clear();
    for (int t = 0; t < config.convolutions(); t++) {
      Convolution.Pass pass =
          edges.forward(
              CgcnnParameters.convolution(config, weights, t), nodes, training && learns(t));
      passes.add(pass);
      nodes = pass.output();
    }
    INDArray means = pooling.forward(batch, nodes);
    pooled.ifPresent(softplus -> softplus.forward(means));
    return output.forward(hidden.forward(means, weights));
  }

  @Override
  public void backward(INDArray gradient, Weights weights, Weights gradients) {
    INDArray back = hidden.backward(output.backward(gradient), weights, gradients);
    if (still <= config.convolutions()) {
      backwardThroughTrunk(back, gradients);
    }
    passes.clear();
  }

  private void backwardThroughTrunk(INDArray gradient, Weights gradients) {
    INDArray back = pooled.isPresent() ? pooled.get().backward(gradient) : gradient;
    back = pooling.backward(back);
    for (int t = config.convolutions() - 1; t >= 0 && learns(t); t--) {
      back = passes.get(t).backward(back, CgcnnParameters.convolution(config, gradients, t));
    }
    if (still == 0) {
      embedding.backward(back, gradients);
    }
  }

  @Override
  public void close() {
    kernel.close();
    embedding.close();
    buffers.close();
  }
}
