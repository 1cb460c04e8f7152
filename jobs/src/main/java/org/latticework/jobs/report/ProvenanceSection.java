package org.latticework.jobs.report;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.latticework.jobs.model.Ancestry;
import org.latticework.jobs.model.Provenance;
import org.latticework.pipeline.trainingset.TableVersions;
import org.latticework.report.figure.Table;
import org.latticework.report.page.Facts;
import org.latticework.report.page.Section;

/** What each model was made of: from its provenance, its metrics and its settings. */
final class ProvenanceSection {
  private static final List<String> REPORTED =
      List.of(
          "parameters",
          "workers",
          "kernel",
          "members",
          "epochs",
          "best_epoch",
          "best_epochs",
          "validation_mae",
          "validation_scaled_mae",
          "validation_log_loss",
          "training_seconds",
          "source",
          "checkpoint");

  private ProvenanceSection() {}

  static Section of(List<ReportedModel> models) {
    Section section = new Section("provenance", "What the models were made of");
    for (ReportedModel model : models) {
      section.add(new Facts(model.name(), made(model)));
      if (!model.provenance().ancestors().isEmpty()) {
        section.add(
            new Facts("The model that %s began with".formatted(model.name()), ancestors(model)));
      }
      if (model.settings().get("train") instanceof Map<?, ?> train) {
        Table settings = new Table("setting", "value");
        flatten("train", train, settings);
        section.add(
            new Facts("Settings that %s was trained with".formatted(model.name()), settings));
      }
    }
    return section;
  }

  private static Table made(ReportedModel model) {
    Provenance of = model.provenance();
    Table table =
        new Table("fact", "value")
            .row("Latticework", of.version())
            .row("training", of.trainingId())
            .row("network", model.network().config().words())
            .row("target", of.target())
            .row("split", of.split())
            .row("seed", cell(of.seed()))
            .row("graphs", of.graphConfig())
            .row("cutoff, Å", cell(of.cutoff()))
            .row("most neighbors", cell(of.maxNeighbors()))
            .row("ties", of.ties())
            .row("equivalent atoms merged", cell(of.merge()))
            .row("stored features of edges", orNone(of.edgeFeatures()))
            .row("table of element features", orNone(of.atomFeatures()))
            .row("release", of.release().orElse("all, as they were then"));
    TableVersions versions = of.tableVersions();
    table
        .row("commit of materials", cell(versions.materials()))
        .row("commit of graphs", cell(versions.graphs()))
        .row("commit of releases", cell(versions.releases()))
        .row("commit of splits", cell(versions.splits()));
    for (String key : REPORTED) {
      Object value = model.metrics().get(key);
      if (value != null) {
        table.row(key.replace('_', ' '), cell(value));
      }
    }
    return table;
  }

  private static String orNone(String text) {
    return text.isEmpty() ? "none" : text;
  }

  private static Table ancestors(ReportedModel model) {
    Table table = new Table("model", "training", "head", "scales", "frozen", "SHA-256 of weights");
    for (Ancestry ancestor : model.provenance().ancestors()) {
      table.row(
          ancestor.model(),
          ancestor.trainingId(),
          ancestor.head(),
          ancestor.scaling(),
          String.join(", ", ancestor.frozen()),
          String.join(", ", ancestor.weightsSha256()));
    }
    return table;
  }

  private static void flatten(String prefix, Map<?, ?> settings, Table table) {
    settings.forEach(
        (key, value) -> {
          String name = prefix + "." + key;
          if (value instanceof Map<?, ?> section) {
            flatten(name, section, table);
          } else {
            table.row(name, cell(value));
          }
        });
  }

  /** Returns a value as it is written: these are not numbers to compare. */
  private static String cell(Object value) {
    return value instanceof Collection<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
        : String.valueOf(value);
  }
}
