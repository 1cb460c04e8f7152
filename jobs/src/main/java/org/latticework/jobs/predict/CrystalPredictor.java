package org.latticework.jobs.predict;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.latticework.featurizer.crystal.Composition;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.GraphBuilder;
import org.latticework.pipeline.featurize.GraphRejections;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.material.Material;
import org.latticework.pipeline.material.Rejection;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.trainer.inference.Predictor;

/** What a model says of records, one after the other: a row each. For one thread. */
final class CrystalPredictor {
  private final RecordColumns columns;
  private final PredictingModel model;
  private final GraphBuilder builder;
  private final List<Predictor> members;

  /**
   * Opens the networks.
   *
   * @param model read before
   */
  CrystalPredictor(PredictingModel model) throws IOException {
    this.model = model;
    this.columns = model.columns();
    this.builder = new GraphBuilder(model.graphs());
    this.members = model.networks().open();
  }

  /** Returns the row of a record. */
  Row row(DumpRecord record) {
    if (record instanceof DumpRecord.Accepted accepted) {
      return row(accepted.material());
    }
    return refused(((DumpRecord.Refused) record).rejection());
  }

  /** Returns the row of a record that cannot be read. */
  Row refused(Rejection rejection) {
    return columns.refused(
        rejection.materialId(),
        Optional.empty(),
        rejection.origin(),
        rejection.reason(),
        rejection.detail());
  }

  /** Returns the row of a crystal. */
  Row row(Material material) {
    Structure structure = material.structure();
    CrystalGraph graph;
    try {
      graph = builder.build(structure);
    } catch (IllegalArgumentException e) {
      return refused(material, GraphRejections.reason(e).orElseThrow(() -> e), e.getMessage());
    }
    int heaviest = Arrays.stream(structure.atomicNumbers()).max().orElseThrow();
    if (heaviest > model.elements()) {
      return refused(
          material,
          RejectionReason.UNKNOWN_ELEMENT,
          "the network knows elements up to %d, the crystal has %d"
              .formatted(model.elements(), heaviest));
    }
    try {
      List<Object> cells = model.output().cells(members, graph);
      return columns.known(material, formula(material), cells, model.seen(structure));
    } catch (ArithmeticException e) {
      return refused(material, RejectionReason.NOT_FINITE, e.getMessage());
    }
  }

  private Row refused(Material material, RejectionReason reason, String detail) {
    return columns.refused(
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
