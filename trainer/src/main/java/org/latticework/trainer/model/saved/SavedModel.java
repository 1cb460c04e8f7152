package org.latticework.trainer.model.saved;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.optimizer.LearningRule;
import org.latticework.trainer.safetensors.ElementType;
import org.latticework.trainer.safetensors.Safetensors;
import org.latticework.trainer.safetensors.Tensor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * A model with what tells it from others. Kept as two files: the second names the checksums of the
 * first and of its own arrays, so that they are read together and as they were written, or not at
 * all. The optimizer's state is not kept.
 *
 * @param trainingId of the training that made it
 * @param model the network, its task and its scales
 */
public record SavedModel(String trainingId, TrainedModel model) {
  /** The file that says what the network is. */
  public static final String CARD = "model.json";

  /** The file of its arrays. */
  public static final String WEIGHTS = "weights.safetensors";

  /** Returns the content of {@link #CARD}. */
  public byte[] card() throws IOException {
    return description().json();
  }

  private ModelCard description() {
    NetworkBlueprint blueprint = NetworkGraph.blueprint(model.network());
    return new ModelCard(
        trainingId,
        model.task(),
        model.scaling(),
        element(model.network().getConfiguration().getDataType()),
        blueprint.kernel(),
        blueprint.config(),
        model.facts());
  }

  private static ElementType element(DataType type) {
    return switch (type) {
      case FLOAT -> ElementType.F32;
      case DOUBLE -> ElementType.F64;
      default -> throw new IllegalStateException("A network computes in FLOAT or DOUBLE: " + type);
    };
  }

  /** Returns the content of {@link #WEIGHTS}. */
  public byte[] weights() throws IOException {
    Map<String, Tensor> arrays = NetworkArrays.of(model.network());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Safetensors(arrays, SavedFiles.sums(card(), arrays)).write(out);
    return out.toByteArray();
  }

  /**
   * Reads both files; leaves the streams open.
   *
   * @param card the content of {@link #CARD}
   * @param weights the content of {@link #WEIGHTS}
   * @param size of the weights' file, bytes
   * @param folder of both, for messages
   * @throws IOException if a stream does, or a file breaks a rule; the message names the file, the
   *     rule and the value. No more memory is taken than files of this size can fill
   */
  public static SavedModel read(InputStream card, InputStream weights, long size, String folder)
      throws IOException {
    SavedFiles files = SavedFiles.read(card, weights, size, folder);
    return build(files.card(), files.arrays(), folder + "/" + WEIGHTS);
  }

  /** Builds the network that was described, and fills it. */
  static SavedModel build(ModelCard card, Safetensors arrays, String file) throws IOException {
    NetworkBlueprint blueprint;
    try {
      blueprint =
          new NetworkBlueprint(
              card.network(),
              NetworkArrays.features(card.network(), arrays.tensors()),
              card.kernel());
    } catch (IllegalArgumentException e) { // a feature that is no number
      throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
    }
    DataType type = card.element() == ElementType.F64 ? DataType.DOUBLE : DataType.FLOAT;
    ComputationGraph network =
        NetworkGraph.build(blueprint, card.task(), LearningRule.of(new NoOp()), type, 0);
    NetworkArrays.fill(network, name -> arrays.tensors().get(name));
    return new SavedModel(
        card.trainingId(), new TrainedModel(network, card.task(), card.scaling(), card.facts()));
  }
}
