package org.latticework.jobs.nearest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.WorkspaceLock;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.model.ModelVersion;
import org.latticework.jobs.predictor.CrystalVectors;
import org.latticework.jobs.predictor.PredictingModel;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.workspace.Location;
import org.latticework.pipeline.material.Fold;
import org.latticework.trainer.safetensors.ElementType;
import org.latticework.trainer.safetensors.Safetensors;
import org.latticework.trainer.safetensors.Tensor;
import org.latticework.trainer.safetensors.TensorType;

/**
 * The vectors that a model has made of the crystals of its split: its first network's, pooled. They
 * are made when they are first asked for, and kept beside the model in {@code vectors.safetensors},
 * N × d, and {@code vectors.json}, which names the crystals.
 */
public final class KeptVectors {
  private static final String VECTORS = "vectors.safetensors";
  private static final String NAMES = "vectors.json";
  private static final String TENSOR = "vectors";
  private static final long MOST_BYTES = 2_000_000_000; // an array holds no more

  private final Names names;
  private final float[] vectors; // N × d

  /**
   * What {@code vectors.json} says, in the order of the vectors.
   *
   * @param trainingId of the model
   * @param maxEdges most edges of a crystal
   * @param width d
   * @param sha256 of the file of vectors, in hexadecimal digits
   * @param materialIds N, in their order
   * @param formulas N reduced formulas
   * @param folds N folds of the split
   */
  record Names(
      String trainingId,
      int maxEdges,
      int width,
      String sha256,
      List<String> materialIds,
      List<String> formulas,
      List<String> folds) {
    Names {
      materialIds = List.copyOf(materialIds);
      formulas = List.copyOf(formulas);
      folds = List.copyOf(folds);
    }
  }

  private KeptVectors(Names names, float[] vectors) {
    this.names = names;
    this.vectors = vectors;
  }

  /**
   * Returns what is kept; where nothing is, makes it, for which Spark starts.
   *
   * @param version which training of the model
   * @param model the same, opened
   * @param maxEdges most edges of a crystal; one with more is left out
   * @throws ConfigurationException if the model was not trained here, or the tables that it was
   *     trained on are gone
   */
  public static KeptVectors of(
      JobRun run, ModelVersion version, PredictingModel model, int maxEdges) throws IOException {
    Optional<KeptVectors> kept = read(run, version, maxEdges);
    if (kept.isPresent()) {
      return kept.get();
    }
    List<EmbeddedCrystal> crystals = EmbeddingTask.embed(run, version, model, maxEdges);
    write(crystals, run, version, maxEdges);
    return read(run, version, maxEdges)
        .orElseThrow(
            () ->
                new IOException(
                    "The vectors of %s were replaced meanwhile: run the command again"
                        .formatted(version.name())));
  }

  /** Returns what is kept, if it is whole and was made with this limit. */
  private static Optional<KeptVectors> read(JobRun run, ModelVersion version, int maxEdges)
      throws IOException {
    Location file = version.folder().child(NAMES);
    if (file.missing() || version.folder().child(VECTORS).missing()) {
      return Optional.empty();
    }
    Names names = Json.parse(file.read(run.hadoop()), Names.class);
    byte[] bytes;
    try (InputStream in = version.folder().child(VECTORS).open(run.hadoop())) {
      bytes = in.readAllBytes();
    }
    if (names.maxEdges() != maxEdges || !DigestUtils.sha256Hex(bytes).equals(names.sha256())) {
      return Optional.empty();
    }
    TensorType type =
        new TensorType(
            ElementType.F32, List.of((long) names.materialIds().size(), (long) names.width()));
    Safetensors read =
        Safetensors.read(
            new ByteArrayInputStream(bytes), bytes.length, Map.of(TENSOR, type), VECTORS);
    return Optional.of(new KeptVectors(names, read.tensors().get(TENSOR).floats()));
  }

  /** The names are written last; they belong to the vectors whose digest they have. */
  private static void write(
      List<EmbeddedCrystal> crystals, JobRun run, ModelVersion version, int maxEdges)
      throws IOException {
    int width = crystals.get(0).vector().length;
    if ((long) crystals.size() * width * Float.BYTES > MOST_BYTES) {
      throw new ConfigurationException(
          "The vectors of %,d crystals are too many to be kept".formatted(crystals.size()));
    }
    float[] vectors = new float[crystals.size() * width];
    for (int k = 0; k < crystals.size(); k++) {
      System.arraycopy(crystals.get(k).vector(), 0, vectors, k * width, width);
    }
    Tensor tensor = Tensor.of(List.of((long) crystals.size(), (long) width), vectors);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new Safetensors(Map.of(TENSOR, tensor), Map.of()).write(bytes);
    Names names =
        new Names(
            version.trainingId(),
            maxEdges,
            width,
            DigestUtils.sha256Hex(bytes.toByteArray()),
            crystals.stream().map(EmbeddedCrystal::materialId).toList(),
            crystals.stream().map(EmbeddedCrystal::formula).toList(),
            crystals.stream().map(EmbeddedCrystal::fold).toList());
    WorkspaceLock.ofPredictions(run)
        .await(
            lock -> { // two at once have made the same
              lock.requireHeld();
              ModelFolder.of(run.location(), version.name()).requireCurrent(version, run.hadoop());
              version.folder().child(VECTORS).write(bytes.toByteArray(), run.hadoop());
              version.write(NAMES, Json.line(names), run.hadoop());
              return 0;
            });
    run.console().say("Embedded   %,d crystals of the split", crystals.size());
  }

  /** Returns those of all crystals. */
  CrystalVectors all() {
    return new CrystalVectors(names.materialIds(), vectors);
  }

  /** Returns those of the training fold. */
  public CrystalVectors training() {
    int width = names.width();
    int[] training =
        IntStream.range(0, names.folds().size())
            .filter(k -> names.folds().get(k).equals(Fold.TRAIN.word()))
            .toArray();
    float[] kept = new float[training.length * width];
    for (int k = 0; k < training.length; k++) {
      System.arraycopy(vectors, training[k] * width, kept, k * width, width);
    }
    return new CrystalVectors(
        IntStream.of(training).mapToObj(names.materialIds()::get).toList(), kept);
  }

  Names names() {
    return names;
  }

  /** Returns the vector of a crystal. */
  float[] vector(int index) {
    int width = names.width();
    return Arrays.copyOfRange(vectors, index * width, (index + 1) * width);
  }
}
