package org.latticework.trainer.model;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.trainer.batch.TargetScaler;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.shade.jackson.core.type.TypeReference;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * Reads the networks that came with Xie and Grossman, PRL 120, 145301 (2018): {@code *.pth.tar} and
 * {@code atom_init.json} of the txie-93/cgcnn repository. They expect graphs of the 12 nearest
 * neighbors within 8 Å.
 */
public final class PublishedModel {
  private PublishedModel() {}

  /**
   * Reads {@code atom_init.json}: atomic number → 92 features, for 1 to 100.
   *
   * @throws IOException if the stream does, or an atomic number up to the last is missing
   */
  public static AtomFeatures features(InputStream json) throws IOException {
    Map<Integer, float[]> table =
        new ObjectMapper().readValue(json, new TypeReference<Map<Integer, float[]>>() {});
    float[][] rows = new float[table.size()][];
    for (int z = 1; z <= rows.length; z++) {
      rows[z - 1] = table.get(z);
      if (rows[z - 1] == null) {
        throw new IOException(
            "A table of %d elements has no atomic number %d".formatted(rows.length, z));
      }
    }
    return new AtomFeatures(rows);
  }

  /**
   * Reads a regression network.
   *
   * @param checkpoint the content of a {@code *.pth.tar}
   * @param features the content of {@code atom_init.json}
   * @param type FLOAT, or DOUBLE for comparisons
   * @throws IOException if the stream does, or holds another kind of network
   */
  public static TrainedModel read(InputStream checkpoint, AtomFeatures features, DataType type)
      throws IOException {
    TorchCheckpoint torch = TorchCheckpoint.read(checkpoint);
    if (!torch.entry("args", "task").equals("regression") || integer(torch, "n_h") != 1) {
      throw new IOException(
          "Need a regression network with one hidden layer, got %s with %d"
              .formatted(torch.entry("args", "task"), integer(torch, "n_h")));
    }
    int convolutions = integer(torch, "n_conv");
    NetworkConfig config =
        NetworkConfig.original(
            integer(torch, "atom_fea_len"), convolutions, integer(torch, "h_fea_len"));
    ComputationGraph network = CrystalNetwork.build(config, features, new Sgd(1e-2), type, 0);
    Map<String, INDArray> parameters = network.paramTable();
    linear(
        torch, "embedding", parameters.get("embedding_weights"), parameters.get("embedding_bias"));
    for (int t = 0; t < convolutions; t++) {
      convolution(torch, "convs." + t, "convolution" + t, config.width(), parameters);
    }
    linear(torch, "conv_to_fc", parameters.get("hidden_W"), parameters.get("hidden_b"));
    linear(torch, "fc_out", parameters.get("output_W"), parameters.get("output_b"));
    TargetScaler scaler =
        new TargetScaler(torch.number("normalizer", "mean"), torch.number("normalizer", "std"));
    return new TrainedModel(network, scaler, Map.of("source", "txie-93/cgcnn"));
  }

  private static int integer(TorchCheckpoint torch, String key) throws IOException {
    return (int) torch.number("args", key);
  }

  /** PyTorch keeps outputs × inputs. */
  private static void linear(TorchCheckpoint torch, String name, INDArray weights, INDArray bias)
      throws IOException {
    copyTransposed(torch.tensor("state_dict", name + ".weight"), weights);
    copy(torch.tensor("state_dict", name + ".bias"), bias);
  }

  /** The checkpoint keeps gate and content as halves of one map and of one norm. */
  private static void convolution(
      TorchCheckpoint torch,
      String theirs,
      String ours,
      int width,
      Map<String, INDArray> parameters)
      throws IOException {
    String[] halves = {"gate", "content"};
    for (int k = 0; k < 2; k++) {
      String half = ours + "_" + halves[k];
      copyTransposed(
          half(torch.tensor("state_dict", theirs + ".fc_full.weight"), k),
          parameters.get(half + "Weights"));
      copy(
          half(torch.tensor("state_dict", theirs + ".fc_full.bias"), k),
          parameters.get(half + "Bias"));
      norm(torch, theirs + ".bn1", half, k * width, width, parameters);
    }
    norm(torch, theirs + ".bn2", ours + "_atom", 0, width, parameters);
  }

  private static void norm(
      TorchCheckpoint torch,
      String theirs,
      String ours,
      int start,
      int width,
      Map<String, INDArray> parameters)
      throws IOException {
    String[][] names = {
      {".weight", "Scale"},
      {".bias", "Shift"},
      {".running_mean", "Mean"},
      {".running_var", "Variance"}
    };
    for (String[] pair : names) {
      float[] values = torch.tensor("state_dict", theirs + pair[0]);
      copy(Arrays.copyOfRange(values, start, start + width), parameters.get(ours + pair[1]));
    }
  }

  private static float[] half(float[] values, int k) {
    int length = values.length / 2;
    return Arrays.copyOfRange(values, k * length, (k + 1) * length);
  }

  private static void copyTransposed(float[] values, INDArray target) throws IOException {
    check(values, target);
    target.assign(
        Nd4j.createFromArray(values)
            .reshape('c', target.columns(), target.rows())
            .transpose()
            .castTo(target.dataType()));
  }

  private static void copy(float[] values, INDArray target) throws IOException {
    check(values, target);
    target.assign(Nd4j.createFromArray(values).reshape(target.shape()).castTo(target.dataType()));
  }

  private static void check(float[] values, INDArray target) throws IOException {
    if (values.length != target.length()) {
      throw new IOException(
          "A tensor has %d numbers where the network needs %d"
              .formatted(values.length, target.length()));
    }
  }
}
