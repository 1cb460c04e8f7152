package org.latticework.trainer.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.batch.TargetScaler;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * A network that predicts in the target's own unit. Like the network inside, it serves one thread
 * at a time.
 *
 * <p>Saved, it is a zip of two entries: {@code model.json} (format, scaler, facts) and {@code
 * network.zip}, which Deeplearning4j's {@code ModelSerializer} reads by itself.
 */
public final class TrainedModel implements AutoCloseable {
  private static final int FORMAT = 2; // 2: kernel and weight decay in the network's configuration

  /** Enough edges for a batch: some 50 MB of edge matrices at d = 64, in ND4J's kernel. */
  public static final int BATCH_EDGES = 32_768;

  private final ComputationGraph network;
  private final TargetScaler scaler;
  private final Map<String, String> facts;

  /**
   * Joins a network and its scale.
   *
   * @param network from {@link CrystalNetwork}; not copied
   * @param scaler from the target's unit to the network's scale
   * @param facts what else is to be known of the model, by name: data versions, graph configuration
   * @throws IllegalArgumentException if the network has no crystal graphs for input
   */
  public TrainedModel(ComputationGraph network, TargetScaler scaler, Map<String, String> facts) {
    CrystalNetwork.config(network);
    this.network = network;
    this.scaler = scaler;
    this.facts = Map.copyOf(facts);
  }

  public ComputationGraph network() {
    return network;
  }

  public TargetScaler scaler() {
    return scaler;
  }

  public Map<String, String> facts() {
    return facts;
  }

  /** Returns the network's shape. */
  public NetworkConfig config() {
    return CrystalNetwork.config(network);
  }

  /**
   * Predicts crystals, in batches of bounded size. A prediction does not depend on the other
   * crystals, up to the rounding of the network's data type.
   *
   * @param graphs made under the configuration of the graphs the network has learned from
   * @return one number a crystal, in the target's unit
   * @throws IllegalArgumentException if a crystal has an element the network does not know
   */
  public double[] predict(List<CrystalGraph> graphs) {
    double[] predictions = new double[graphs.size()];
    int done = 0;
    while (done < predictions.length) {
      List<CrystalGraph> batch = batch(graphs.subList(done, predictions.length));
      for (double output : outputs(batch)) {
        predictions[done++] = scaler.unscale(output);
      }
    }
    return predictions;
  }

  private double[] outputs(List<CrystalGraph> batch) {
    INDArray[] features = new GraphBatch(batch).features(network.getConfiguration().getDataType());
    try {
      INDArray output = network.outputSingle(false, features);
      double[] outputs = output.reshape(batch.size()).toDoubleVector();
      output.close();
      return outputs;
    } finally {
      Arrays.stream(features).forEach(INDArray::close);
    }
  }

  /** As many of the first crystals as it takes to reach the bound. */
  private static List<CrystalGraph> batch(List<CrystalGraph> graphs) {
    int count = 0;
    long edges = 0;
    while (count < graphs.size() && edges < BATCH_EDGES) {
      edges += graphs.get(count++).edges();
    }
    return graphs.subList(0, count);
  }

  /** Frees the network's memory outside of the heap; it cannot be used any more. */
  @Override
  public void close() {
    CrystalNetwork.release(network);
  }

  /**
   * Writes the model, without the optimizer's state; leaves the stream open.
   *
   * @throws IOException if the stream does
   */
  public void save(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.putNextEntry(new ZipEntry("model.json"));
    zip.write(new ObjectMapper().writeValueAsBytes(new Card(FORMAT, scaler, new TreeMap<>(facts))));
    zip.closeEntry();
    zip.putNextEntry(new ZipEntry("network.zip"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, bytes, false);
    bytes.writeTo(zip);
    zip.closeEntry();
    zip.finish();
  }

  /**
   * Reads what {@link #save} has written; leaves the stream open.
   *
   * @throws IOException if the stream does, or holds something else
   */
  public static TrainedModel load(InputStream in) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    ZipInputStream zip = new ZipInputStream(in);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      entries.put(entry.getName(), zip.readAllBytes());
    }
    if (!entries.containsKey("model.json") || !entries.containsKey("network.zip")) {
      throw new IOException(
          "A model is a zip of model.json and network.zip, got " + entries.keySet());
    }
    Card card = new ObjectMapper().readValue(entries.get("model.json"), Card.class);
    if (card.format() != FORMAT) {
      throw new IOException(
          "This model has format %d, this version reads %d".formatted(card.format(), FORMAT));
    }
    ComputationGraph network =
        ModelSerializer.restoreComputationGraph(
            new ByteArrayInputStream(entries.get("network.zip")), false);
    return new TrainedModel(network, card.scaler(), card.facts());
  }

  /** The content of {@code model.json}. */
  private record Card(int format, TargetScaler scaler, Map<String, String> facts) {}
}
