package org.latticework.jobs.predict;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.jobs.model.ModelVersion;
import org.latticework.jobs.model.PackedModel;
import org.latticework.jobs.model.Provenance;
import org.latticework.trainer.model.saved.SavedPredictor;
import org.latticework.trainer.task.Task;

/**
 * A model that is to predict, as it travels to where it does.
 *
 * @param networks its files
 * @param graphs that it has learned from, which are made of every crystal
 * @param output what is written of a crystal
 * @param elements the largest atomic number that it knows
 * @param learned the atomic numbers of its training fold; empty where the model does not say
 */
record PredictingModel(
    PackedModel networks,
    GraphConfig graphs,
    CrystalOutput output,
    int elements,
    Set<Integer> learned)
    implements Serializable {
  PredictingModel {
    learned = Set.copyOf(learned);
  }

  /**
   * Reads a model.
   *
   * @param embeds whether its vectors are wanted in the place of predictions
   * @throws IllegalArgumentException if two columns would have one name
   */
  static PredictingModel read(ModelVersion version, boolean embeds, Configuration hadoop)
      throws IOException {
    PackedModel networks = version.packed(hadoop);
    SavedPredictor first = networks.networks().get(0).open();
    Provenance provenance = version.provenance(hadoop);
    provenance.requireThisBuild();
    PredictingModel model =
        new PredictingModel(
            networks,
            provenance.graphs().config(),
            embeds ? new EmbeddingColumns() : predictions(networks, first.predictor().task()),
            first.config().elements(),
            first.elementsLearned().orElse(Set.of()));
    model.columns().requireDistinct();
    return model;
  }

  private static PredictionColumns predictions(PackedModel networks, Task task) {
    return new PredictionColumns(
        task.outputs(), networks.networks().size() > 1, networks.intervals());
  }

  RecordColumns columns() {
    return new RecordColumns(output.columns());
  }

  /** Returns whether the training fold had all elements of a crystal; empty if that is unknown. */
  Optional<Boolean> seen(Structure structure) {
    return learned.isEmpty()
        ? Optional.empty()
        : Optional.of(learned.containsAll(elements(structure)));
  }

  private static Set<Integer> elements(Structure structure) {
    return Arrays.stream(structure.atomicNumbers()).boxed().collect(Collectors.toSet());
  }
}
