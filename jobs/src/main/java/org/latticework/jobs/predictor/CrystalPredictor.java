package org.latticework.jobs.predictor;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.latticework.featurizer.crystal.Composition;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.Directions;
import org.latticework.featurizer.graph.GraphBuilder;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.material.Material;
import org.latticework.pipeline.material.Rejection;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.trainer.inference.Predictor;
import org.latticework.trainer.model.saved.SavedPredictor;

/** Asks a model about records, one after the other. For one thread. */
public final class CrystalPredictor {
  private final PredictingModel model;
  private final GraphBuilder builder;
  private final List<Predictor> members;

  /**
   * Opens the networks.
   *
   * @param model read before
   */
  public CrystalPredictor(PredictingModel model) throws IOException {
    this.model = model;
    this.builder = new GraphBuilder(model.files().graphs());
    this.members = model.files().open().stream().map(SavedPredictor::predictor).toList();
  }

  /** Returns what the model says of a record. */
  public Answer answer(DumpRecord record) {
    return record instanceof DumpRecord.Accepted accepted
        ? answer(accepted.material())
        : refused(((DumpRecord.Refused) record).rejection());
  }

  /** Returns why it says nothing of a record that cannot be read. */
  public static Answer refused(Rejection rejection) {
    return new Answer.Refused(
        rejection.materialId(),
        Optional.empty(),
        rejection.origin(),
        rejection.reason(),
        rejection.detail());
  }

  /** Returns what the model says of a crystal. */
  public Answer answer(Material material) {
    Structure structure = material.structure();
    CrystalGraph graph;
    try {
      CrystalGraph built = builder.build(structure);
      graph = model.network().needs().directions() ? Directions.of(built, structure) : built;
    } catch (IllegalArgumentException e) {
      return refused(material, RejectionReason.ofGraph(e).orElseThrow(() -> e), e.getMessage());
    }
    Optional<String> unknown = model.unknown(structure);
    if (unknown.isPresent()) {
      return refused(material, RejectionReason.UNKNOWN_ELEMENT, unknown.get());
    }
    Optional<String> large = model.tooLarge(graph);
    if (large.isPresent()) {
      return refused(material, RejectionReason.TOO_LARGE, large.get());
    }
    try {
      CrystalPass pass = new CrystalPass(members, graph);
      return new Answer.Given(
          Optional.of(material.materialId()),
          Optional.of(formula(material)),
          material.origin(),
          model.output().values(pass),
          model.seen(structure),
          model.training().isEmpty()
              ? Optional.empty()
              : model.training().nearest(pass.vector(), 1).stream().findFirst());
    } catch (ArithmeticException e) {
      return refused(material, RejectionReason.NOT_FINITE, e.getMessage());
    }
  }

  private static Answer refused(Material material, RejectionReason reason, String detail) {
    return new Answer.Refused(
        Optional.of(material.materialId()),
        Optional.of(formula(material)),
        material.origin(),
        reason,
        detail);
  }

  /** Returns the formula as the source spells it, or the reduced one. */
  private static String formula(Material material) {
    return material.formulaPretty().isBlank()
        ? Composition.of(material.structure().atomicNumbers()).reducedFormula()
        : material.formulaPretty();
  }
}
