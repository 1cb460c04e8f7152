package org.latticework.trainer.model.published;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.model.saved.NetworkArrays;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.optimizer.LearningRule;
import org.latticework.trainer.safetensors.ElementType;
import org.latticework.trainer.safetensors.Tensor;
import org.latticework.trainer.task.Classification;
import org.latticework.trainer.task.Regression;
import org.latticework.trainer.task.Scaling;
import org.latticework.trainer.task.TargetScaler;
import org.latticework.trainer.torch.TorchFile;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Reads the networks that came with Xie and Grossman, PRL 120, 145301 (2018): {@code *.pth.tar} and
 * {@code atom_init.json} of the txie-93/cgcnn repository. They expect graphs of the 12 nearest
 * neighbors within 8 Å.
 */
public final class PublishedModel {
  private static final double ONE = 0.5; // labels are 0 and 1

  private PublishedModel() {}

  /**
   * Reads {@code atom_init.json}: atomic number → 92 features, for 1 to 100.
   *
   * @throws IOException if the stream does, or an atomic number up to the last is missing
   */
  public static AtomFeatures features(InputStream json) throws IOException {
    Map<Integer, float[]> table =
        new ObjectMapper().readValue(json, new TypeReference<Map<Integer, float[]>>() {});
    if (table == null) {
      throw new IOException("A table of features per element is an object, got null");
    }
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
   * Reads a network.
   *
   * @param checkpoint the content of a {@code *.pth.tar}, in PyTorch's old format or its new one
   * @param features the content of {@code atom_init.json}
   * @param column what it predicts, as a column is to be called; of a classification whether it is
   *     1
   * @param type FLOAT, or DOUBLE for comparisons
   * @throws IOException if it holds another kind of network or none
   */
  public static TrainedModel read(
      byte[] checkpoint, AtomFeatures features, String column, DataType type) throws IOException {
    TorchFile torch = TorchFile.read(checkpoint);
    if (integer(torch, "n_h") != 1) {
      throw new IOException(
          "Need a network with one hidden layer, got %d".formatted(integer(torch, "n_h")));
    }
    boolean classifies = classifies(torch);
    CgcnnConfig config = config(torch);
    requireFeatures(config, features);
    NetworkArrays.Source arrays =
        classifies
            ? name -> oneOutput(name, torch.tensor("state_dict", name))
            : name -> torch.tensor("state_dict", name);
    NetworkArrays.requireShapes(config, 1, arrays);
    ComputationGraph network =
        NetworkGraph.build(
            new NetworkBlueprint(config, Optional.of(features), KernelChoice.AUTO),
            LearningRule.of(new NoOp()),
            type,
            0);
    NetworkArrays.fill(network, arrays);
    return new TrainedModel(
        network,
        classifies ? new Classification(column, ONE) : Regression.of(column),
        classifies ? Scaling.identity(1) : new Scaling(List.of(scaler(torch))),
        Map.of("source", "txie-93/cgcnn"));
  }

  private static boolean classifies(TorchFile torch) throws IOException {
    String task = torch.entry("args", "task") instanceof String text ? text : "none";
    if (!task.equals("regression") && !task.equals("classification")) {
      throw new IOException(
          "args / task must be regression or classification, got %s"
              .formatted(task.length() > 80 ? "a long text" : task));
    }
    return task.equals("classification");
  }

  private static TargetScaler scaler(TorchFile torch) throws IOException {
    try {
      return new TargetScaler(
          torch.number("normalizer", "mean"), torch.number("normalizer", "std"));
    } catch (IllegalArgumentException e) {
      throw new IOException("normalizer: " + e.getMessage(), e);
    }
  }

  /**
   * Joins the two outputs of a classification, of which a softmax is taken there, to the one whose
   * logistic function is the probability of the second: softmax(z)₁ = σ(z₁ − z₀).
   */
  private static Tensor oneOutput(String name, Tensor array) throws IOException {
    if (!name.startsWith("fc_out.")) {
      return array;
    }
    List<Long> shape = array.type().shape();
    if (shape.isEmpty() || shape.get(0) != 2 || array.type().element() != ElementType.F32) {
      throw new IOException(
          "The array %s of a classification must be two outputs in F32, got %s"
              .formatted(name, array.type()));
    }
    float[] both = array.floats();
    float[] difference = new float[both.length / 2];
    for (int k = 0; k < difference.length; k++) {
      difference[k] = both[difference.length + k] - both[k];
    }
    List<Long> one = new ArrayList<>(shape);
    one.set(0, 1L);
    return Tensor.of(one, difference);
  }

  private static CgcnnConfig config(TorchFile torch) throws IOException {
    try {
      return CgcnnConfig.original(
          integer(torch, "atom_fea_len"), integer(torch, "n_conv"), integer(torch, "h_fea_len"));
    } catch (IllegalArgumentException e) {
      throw new IOException("args: " + e.getMessage(), e);
    }
  }

  private static void requireFeatures(CgcnnConfig config, AtomFeatures features)
      throws IOException {
    if (features.elements() != config.elements() || features.size() != config.elementFeatures()) {
      throw new IOException(
          "The networks of the paper read %d features of %d elements, the table has %d of %d"
              .formatted(
                  config.elementFeatures(),
                  config.elements(),
                  features.size(),
                  features.elements()));
    }
  }

  private static int integer(TorchFile torch, String key) throws IOException {
    double number = torch.number("args", key);
    if (!(number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE)) {
      throw new IOException("args / %s must be a whole number, got %s".formatted(key, number));
    }
    return (int) number;
  }
}
