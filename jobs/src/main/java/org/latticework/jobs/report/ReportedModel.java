package org.latticework.jobs.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.synthetic.SyntheticMaterials;
import org.latticework.jobs.model.ModelVersion;
import org.latticework.jobs.model.Provenance;
import org.latticework.jobs.report.data.TablesRead;
import org.latticework.report.elements.ElementVectors;
import org.latticework.report.judged.JudgedColumn;
import org.latticework.trainer.model.saved.SavedPredictor;

/**
 * A model and all that a report says of it.
 *
 * @param version of the model as it is now
 * @param provenance what it was made of
 * @param tables that are read for it
 * @param network of an ensemble the first member's
 * @param columns what it said, a column each; none where it has not been asked
 * @param elements what it begins atoms with; of an ensemble those of its first member; empty of a
 *     kind of network that has no such vectors
 * @param crystals some that it can be looked into with, of the test fold or else of validation
 * @param shown which crystals these are, in sentences
 * @param metrics what its training reported; empty where that cannot be read
 * @param testMetrics what its evaluation on the test fold reported; empty where there is none
 * @param settings of its training; empty where they cannot be read
 * @param remarks what a reader should know of all this, in sentences
 */
record ReportedModel(
    ModelVersion version,
    Provenance provenance,
    TablesRead tables,
    SavedPredictor network,
    List<JudgedColumn> columns,
    Optional<ElementVectors> elements,
    List<CrystalGraph> crystals,
    String shown,
    Map<?, ?> metrics,
    Map<?, ?> testMetrics,
    Map<?, ?> settings,
    List<String> remarks) {
  ReportedModel {
    columns = List.copyOf(columns);
    crystals = List.copyOf(crystals);
    remarks = List.copyOf(remarks);
  }

  String name() {
    return version.name();
  }

  /** Returns whether some of its crystals are made up by {@code generate}. */
  boolean isSynthetic() {
    return columns.stream()
        .flatMap(column -> column.judgments().stream())
        .anyMatch(judgment -> SyntheticMaterials.isName(judgment.crystal().id()));
  }

  /** Returns how many crystals were judged. */
  long judged() {
    return columns.stream()
        .flatMap(column -> column.judgments().stream())
        .map(judgment -> judgment.crystal().id())
        .distinct()
        .count();
  }
}
