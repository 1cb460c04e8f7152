package org.latticework.trainer.optimizer;

import java.util.stream.DoubleStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Two weights and a bias, fitted to three points: small enough to follow in any other tool. */
final class LinearFit {
  private static final double[][] POINTS = {{1, 2}, {-0.5, 1.5}, {3, -1}};
  private static final double[][] TARGETS = {{3}, {0.25}, {-4}};
  static final int STEPS = 6;

  private LinearFit() {}

  /** Returns weights and bias after six steps from (0.5, −1), 0.25. */
  static double[] fit(Optimization optimization) {
    LearningRule rule = optimization.over(STEPS, 1);
    OutputLayer.Builder output =
        new OutputLayer.Builder(rule.loss()).nIn(2).nOut(1).activation(Activation.IDENTITY);
    output.regularization(rule.regularization());
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .updater(rule.updater())
                .graphBuilder()
                .addInputs("points")
                .addLayer("line", output.build(), "points")
                .setOutputs("line")
                .build());
    network.init();
    network.addListeners(new GradientClipping(optimization.optimizer().maxGradientNorm()));
    network.getLayer("line").getParam("W").assign(Nd4j.create(new double[][] {{0.5}, {-1}}));
    network.getLayer("line").getParam("b").assign(0.25);
    for (int step = 0; step < STEPS; step++) {
      network.fit(new DataSet(Nd4j.create(POINTS), Nd4j.create(TARGETS)));
    }
    return DoubleStream.concat(
            DoubleStream.of(network.getLayer("line").getParam("W").reshape(2).toDoubleVector()),
            DoubleStream.of(network.getLayer("line").getParam("b").getDouble(0)))
        .toArray();
  }
}
