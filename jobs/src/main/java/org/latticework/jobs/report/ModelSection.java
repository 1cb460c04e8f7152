package org.latticework.jobs.report;

import java.util.List;
import org.latticework.pipeline.material.Fold;
import org.latticework.report.elements.ElementVectors;
import org.latticework.report.figure.Table;
import org.latticework.report.judged.JudgedColumn;
import org.latticework.report.judged.Judgment;
import org.latticework.report.page.Facts;
import org.latticework.report.page.Section;
import org.latticework.report.page.Words;

/** Which models are reported on, how much each was asked, and what is missing. */
final class ModelSection {
  private ModelSection() {}

  static Section of(List<ReportedModel> models) {
    Section section = new Section("models", "Models");
    Table networks =
        new Table(
            "model",
            "network",
            "learned",
            "elements known",
            "vector length",
            "crystals looked into");
    Table judged = new Table("model", "column", "fold", "crystals", "with a value");
    for (ReportedModel model : models) {
      List<ElementVectors> vectors = model.elements().stream().toList();
      networks.row(
          model.name(),
          model.network().config().words(),
          model.provenance().target(),
          vectors.stream().mapToInt(it -> it.elements().size()).sum(),
          vectors.stream().mapToInt(it -> it.vectors().get(0).size()).sum(),
          model.crystals().size());
      model.columns().forEach(column -> addFolds(column, judged));
    }
    section.add(new Facts("The models", networks));
    if (!judged.rows().isEmpty()) {
      section.add(new Facts("What they were asked", judged));
    }
    for (ReportedModel model : models) {
      model.remarks().forEach(remark -> section.add(remark(model, remark)));
    }
    return section;
  }

  /** Nobody should miss that there is nothing to see. */
  private static Words remark(ReportedModel model, String remark) {
    return model.columns().isEmpty() ? Words.warning(remark) : Words.of(remark);
  }

  private static void addFolds(JudgedColumn column, Table judged) {
    for (Fold fold : Fold.values()) {
      List<Judgment> of =
          column.judgments().stream().filter(it -> it.fold().equals(fold.word())).toList();
      if (!of.isEmpty()) {
        long known = of.stream().filter(it -> !Double.isNaN(it.target())).count();
        judged.row(column.model(), column.column(), fold.word(), of.size(), known);
      }
    }
  }
}
