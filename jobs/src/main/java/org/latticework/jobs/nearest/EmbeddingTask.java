package org.latticework.jobs.nearest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.latticework.featurizer.crystal.Composition;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.jobs.fold.LabeledFolds;
import org.latticework.jobs.fold.NetworkLimits;
import org.latticework.jobs.fold.ReadFolds;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.StageProgress;
import org.latticework.jobs.model.ModelVersion;
import org.latticework.jobs.model.PackedModel;
import org.latticework.jobs.model.Provenance;
import org.latticework.jobs.predictor.PredictingModel;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.pipeline.material.Fold;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.inference.Predictor;

/** Makes the vectors of all crystals of a model's split, on the executors of Spark. */
final class EmbeddingTask {
  private EmbeddingTask() {}

  /**
   * Makes them.
   *
   * @param maxEdges most edges of a crystal; one with more is left out
   * @return in the order of the material ids
   * @throws ConfigurationException if the model was not trained here, or its tables are gone
   */
  static List<EmbeddedCrystal> embed(
      JobRun run, ModelVersion version, PredictingModel model, int maxEdges) throws IOException {
    Provenance provenance = version.provenance(run.hadoop());
    if (provenance.split().isEmpty()) {
      throw new ConfigurationException(
          "The model %s was not trained here: there are no crystals of its training to compare with"
              .formatted(version.name()));
    }
    LabeledFolds folds =
        LabeledFolds.toJudge(
            run, provenance, model.network(), NetworkLimits.of(model.network(), maxEdges));
    Broadcast<PackedModel> sent = run.sparkContext().broadcast(model.files());
    List<EmbeddedCrystal> all = new ArrayList<>();
    try (ReadFolds read = folds.read(Fold.TRAIN, Fold.VALIDATION, Fold.TEST)) {
      for (Fold fold : Fold.values()) {
        JavaRDD<EmbeddedCrystal> embedded =
            read.examples(fold).mapPartitions(part -> embed(part, fold.word(), sent.value()));
        all.addAll(StageProgress.during(run, "Embedding", embedded::collect));
      }
    } finally {
      sent.destroy();
    }
    Collections.sort(all, Comparator.comparing(EmbeddedCrystal::materialId));
    return all;
  }

  private static Iterator<EmbeddedCrystal> embed(
      Iterator<Example> crystals, String fold, PackedModel model) throws IOException {
    Predictor first = model.open().get(0).predictor();
    List<EmbeddedCrystal> embedded = new ArrayList<>();
    while (crystals.hasNext()) {
      Example crystal = crystals.next();
      embedded.add(
          new EmbeddedCrystal(
              crystal.materialId(),
              formula(crystal.graph()),
              fold,
              first.embedding(crystal.graph())));
    }
    return embedded.iterator();
  }

  private static String formula(CrystalGraph graph) {
    int[] atoms = new int[graph.atoms()];
    int atom = 0;
    for (int node = 0; node < graph.nodes(); node++) {
      for (int k = 0; k < graph.multiplicity(node); k++) {
        atoms[atom++] = graph.atomicNumber(node);
      }
    }
    return Composition.of(atoms).reducedFormula();
  }
}
