package org.latticework.jobs.nearest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.model.ModelVersion;
import org.latticework.jobs.predictor.CrystalVectors;
import org.latticework.jobs.predictor.PredictingModel;
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

  private final Names names;
  private final float[] vectors; // N × d

  /**
   * What {@code vectors.json} says, in the order of the vectors.
   *
   * @param trainingId of the model
   * @param materialIds N, in their order
   * @param formulas N reduced formulas
   * @param folds N folds of the split
   */
  record Names(
      String trainingId, List<String> materialIds, List<String> formulas, List<String> folds) {
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
   * @throws org.latticework.jobs.settings.ConfigurationException if the model was not trained here,
   *     or the tables that it was trained on are gone
   */
  public static KeptVectors of(
      JobRun run, ModelVersion version, PredictingModel model, int maxEdges) throws IOException {
    Location names = version.folder().child(NAMES);
    if (names.missing()) {
      write(EmbeddingTask.embed(run, version, model, maxEdges), run, version);
    }
    Names read = Json.parse(names.read(run.hadoop()), Names.class);
    Location file = version.folder().child(VECTORS);
    int count = read.materialIds().size();
    byte[] bytes = file.open(run.hadoop()).readAllBytes();
    int width = model.files().open().get(0).predictor().width();
    if (!version.trainingId().equals(read.trainingId())) {
      throw new IOException("%s is of another training: remove it".formatted(names.text()));
    }
    TensorType type = new TensorType(ElementType.F32, List.of((long) count, (long) width));
    Safetensors tensors =
        Safetensors.read(
            new ByteArrayInputStream(bytes), bytes.length, Map.of(TENSOR, type), file.text());
    return new KeptVectors(read, tensors.tensors().get(TENSOR).floats());
  }

  /** The names are written last: the vectors are there when they are. */
  private static void write(List<EmbeddedCrystal> crystals, JobRun run, ModelVersion version)
      throws IOException {
    int width = crystals.get(0).vector().length;
    float[] vectors = new float[crystals.size() * width];
    for (int k = 0; k < crystals.size(); k++) {
      System.arraycopy(crystals.get(k).vector(), 0, vectors, k * width, width);
    }
    Tensor tensor = Tensor.of(List.of((long) crystals.size(), (long) width), vectors);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new Safetensors(Map.of(TENSOR, tensor), Map.of()).write(bytes);
    version.folder().child(VECTORS).write(bytes.toByteArray(), run.hadoop());
    Names names =
        new Names(
            version.trainingId(),
            crystals.stream().map(EmbeddedCrystal::materialId).toList(),
            crystals.stream().map(EmbeddedCrystal::formula).toList(),
            crystals.stream().map(EmbeddedCrystal::fold).toList());
    version.write(NAMES, Json.line(names), run.hadoop());
    run.console().say("Embedded   %,d crystals of the split", crystals.size());
  }

  /** Returns those of all crystals. */
  CrystalVectors all() {
    return new CrystalVectors(names.materialIds(), vectors);
  }

  /** Returns those of the training fold. */
  public CrystalVectors training() {
    int width = vectors.length / names.materialIds().size();
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
    int width = vectors.length / names.materialIds().size();
    return Arrays.copyOfRange(vectors, index * width, (index + 1) * width);
  }
}
