package org.latticework.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.batch.GraphBatch;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Small random crystals, and a small network that sees three numbers of each. */
public final class ToyExamples {
  private ToyExamples() {}

  public static List<Example> examples(int count) {
    Random random = new Random(3);
    List<Example> examples = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      float shortest = 2 + 3 * random.nextFloat();
      CrystalGraph graph = graph(1 + random.nextInt(6), 4, shortest, random);
      double target = Math.sin(shortest) + 0.1 * graph.atoms() - 3;
      examples.add(new Example("mp-" + (k * 7919 % 100003), graph, target));
    }
    return examples;
  }

  private static CrystalGraph graph(int atoms, int neighbors, float shortest, Random random) {
    int[] numbers = random.ints(atoms, 1, 90).toArray();
    int[] offsets = new int[atoms + 1];
    for (int i = 0; i < atoms; i++) {
      offsets[i + 1] = offsets[i] + neighbors;
    }
    int[] sources = random.ints(offsets[atoms], 0, atoms).toArray();
    float[] distances = new float[sources.length];
    for (int k = 0; k < distances.length; k++) {
      distances[k] = shortest + 0.5f * random.nextFloat();
    }
    return new CrystalGraph(numbers, offsets, sources, distances);
  }

  public static org.nd4j.linalg.dataset.api.MultiDataSet encode(List<Example> examples) {
    INDArray features = Nd4j.create(examples.size(), 3);
    INDArray labels = Nd4j.create(examples.size(), 1);
    for (int k = 0; k < examples.size(); k++) {
      CrystalGraph graph = examples.get(k).graph();
      features.putScalar(k, 0, graph.atoms());
      features.putScalar(k, 1, graph.distance(0));
      features.putScalar(k, 2, graph.atomicNumber(0) / 90.0);
      labels.putScalar(k, 0, examples.get(k).target(0));
    }
    return new MultiDataSet(features, labels);
  }

  /** The same for every seed. */
  public static org.nd4j.linalg.dataset.api.MultiDataSet encode(List<Example> examples, long seed) {
    return encode(examples);
  }

  /** The same for every seed. */
  public static org.nd4j.linalg.dataset.api.MultiDataSet encodeGraphs(
      List<Example> examples, long seed) {
    return encodeGraphs(examples);
  }

  /** As the networks of this project are given crystals. */
  public static org.nd4j.linalg.dataset.api.MultiDataSet encodeGraphs(List<Example> examples) {
    return new GraphBatch(
            examples.stream().map(Example::graph).toList(),
            examples.stream().mapToDouble(example -> example.target(0)).toArray())
        .toMultiDataSet(DataType.FLOAT);
  }

  public static ComputationGraph network(IUpdater updater, Activation activation) {
    return network(updater, activation, 0);
  }

  public static ComputationGraph network(
      IUpdater updater, Activation activation, double weightDecay) {
    ComputationGraphConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(5)
            .updater(updater)
            .l2(weightDecay)
            .graphBuilder()
            .addInputs("crystal")
            .addLayer(
                "hidden",
                new DenseLayer.Builder().nIn(3).nOut(16).activation(activation).build(),
                "crystal")
            .addLayer(
                "target",
                new OutputLayer.Builder(LossFunctions.LossFunction.L2)
                    .nIn(16)
                    .nOut(1)
                    .activation(Activation.IDENTITY)
                    .build(),
                "hidden")
            .setOutputs("target")
            .build();
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    return network;
  }

  /** Returns the first number of each row. */
  public static double[] first(List<double[]> rows) {
    return rows.stream().mapToDouble(row -> row[0]).toArray();
  }
}
