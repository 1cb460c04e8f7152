package org.latticework.jobs.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.latticework.jobs.report.data.DataSections;
import org.latticework.jobs.report.training.TrainingSections;
import org.latticework.report.elements.ElementSections;
import org.latticework.report.page.Section;
import org.latticework.report.verdict.JudgedSections;

/**
 * The sections of a report: how right the models are, what they learned and how, the data, and what
 * they were made of.
 */
final class ReportSections {
  private final List<ReportedModel> models;
  private final List<Section> sections = new ArrayList<>();

  private ReportSections(List<ReportedModel> models) {
    this.models = models;
  }

  /**
   * Composes all sections; one without parts is left out of the page.
   *
   * @param sweep what is said of a sweep; may be empty
   */
  static List<Section> of(List<ReportedModel> models, List<Section> sweep) throws IOException {
    return new ReportSections(models).all(sweep);
  }

  private List<Section> all(List<Section> sweep) throws IOException {
    sections.add(ModelSection.of(models));
    sections.addAll(
        JudgedSections.of(models.stream().flatMap(model -> model.columns().stream()).toList()));
    for (ReportedModel model : models) {
      addOf(model, TrainingSections.of(model.name(), model.metrics(), model.testMetrics()));
      addOf(model, model.elements().map(ElementSections::of).stream().toList());
      addOf(model, NetworkGates.section(model).stream().toList());
      addOf(model, NetworkFilters.section(model).stream().toList());
      addOf(model, NetworkAttention.section(model).stream().toList());
    }
    addData();
    sections.addAll(sweep);
    sections.add(ProvenanceSection.of(models));
    return sections;
  }

  /** Adds what is of one model; among several, under its name. */
  private void addOf(ReportedModel model, List<Section> of) {
    for (Section section : of) {
      sections.add(
          models.size() == 1
              ? section
              : section.renamed(
                  "model-%d-".formatted(models.indexOf(model) + 1), ": " + model.name()));
    }
  }

  /** Adds the data of the first model, and each split once; a model from elsewhere has none. */
  private void addData() {
    Set<String> splits = new HashSet<>();
    for (ReportedModel model : models) {
      String split = model.provenance().split();
      boolean first = splits.isEmpty();
      if (splits.add(split) && (first || !split.isEmpty())) {
        List<Section> of = DataSections.of(model.tables(), model.provenance());
        if (first) {
          sections.addAll(of);
        } else {
          String prefix = "split-%d-".formatted(splits.size());
          sections.add(of.get(of.size() - 1).renamed(prefix, ": " + split)); // not the data again
        }
      }
    }
  }
}
