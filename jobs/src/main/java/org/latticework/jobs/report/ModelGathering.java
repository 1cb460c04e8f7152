package org.latticework.jobs.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.latticework.featurizer.crystal.Element;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.fold.LabeledFolds;
import org.latticework.jobs.fold.NetworkLimits;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.model.ModelVersion;
import org.latticework.jobs.model.PackedModel;
import org.latticework.jobs.model.Provenance;
import org.latticework.jobs.report.data.TablesRead;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.table.SplitTable;
import org.latticework.pipeline.trainingset.ChosenGraphs;
import org.latticework.pipeline.trainingset.GraphLimits;
import org.latticework.pipeline.trainingset.LabeledGraphs;
import org.latticework.report.elements.ElementVectors;
import org.latticework.trainer.calibration.ConformalFactor;
import org.latticework.trainer.model.saved.SavedPredictor;

/** Gathers what a report says of a model, from its files and the tables. */
final class ModelGathering {
  /** Crystals that a network is looked into with. */
  static final int LOOKED_INTO = 300;

  private static final String TEST_METRICS = "metrics-test.json";

  private final JobRun run;
  private final int maxEdges;
  private final List<String> remarks = new ArrayList<>();

  private ModelGathering(JobRun run, int maxEdges) {
    this.run = run;
    this.maxEdges = maxEdges;
  }

  /**
   * Gathers.
   *
   * @param maxEdges most edges of a crystal that the network is looked into with
   * @throws IOException also if another training replaces the model meanwhile
   */
  static ReportedModel of(JobRun run, String model, int maxEdges) throws IOException {
    return new ModelGathering(run, maxEdges).gather(model);
  }

  private ReportedModel gather(String model) throws IOException {
    ModelFolder folder = ModelFolder.of(run.location(), model);
    ModelVersion version = folder.current(run.hadoop());
    Provenance provenance = version.provenance(run.hadoop());
    PackedModel packed = PackedModel.read(model, folder.files(run.hadoop()));
    folder.requireCurrent(version, run.hadoop());
    SavedPredictor network = packed.open().get(0);
    TablesRead tables = TablesRead.of(run.spark(), run.workspace(), provenance);
    JudgedCrystals judged =
        new JudgedRows(tables, version, provenance, network.predictor().task(), levels(packed))
            .read(JudgedRows.MOST);
    remark(tables, provenance, judged);
    Shown shown = shown(provenance, network);
    return new ReportedModel(
        version,
        provenance,
        tables,
        network,
        judged.columns(),
        elements(model, network, provenance, packed.networks().size()),
        shown.crystals(),
        shown.words(packed.networks().size()),
        read("metrics.json", () -> version.metrics(run.hadoop())),
        read(
            TEST_METRICS,
            () -> version.summary(TEST_METRICS, run.hadoop()).map(Summary::facts).orElse(Map.of())),
        read("config.json", () -> Json.parse(version.configuration(run.hadoop()), Map.class)),
        remarks);
  }

  private static List<Double> levels(PackedModel packed) {
    return packed.intervals().stream().map(ConformalFactor::level).toList();
  }

  private void remark(TablesRead tables, Provenance provenance, JudgedCrystals judged) {
    String model = provenance.model();
    if (provenance.split().isEmpty()) {
      remarks.add(
          "The model %s was not trained here and has no split to be judged by: latticework predict --model %s says what it makes of crystals."
              .formatted(model, model));
    } else {
      remarkFolds(tables, provenance, judged);
    }
    if (judged.others() > 0) {
      remarks.add(
          "Predictions that other trainings by the name %s have left are not shown: %,d rows."
              .formatted(model, judged.others()));
    }
    if (judged.sampledFrom() > 0) {
      remarks.add(
          "%s was asked for %,d crystals. A page takes %,d: of train, and if need be of all folds, those are shown whose ids have the smallest hashes."
              .formatted(model, judged.sampledFrom(), JudgedRows.MOST));
    }
    if (tables.lost() && !judged.columns().isEmpty()) {
      remarks.add(
          "What the training of %s saw of the tables is gone: formulas and symmetries are those of now."
              .formatted(model));
    }
  }

  private void remarkFolds(TablesRead tables, Provenance provenance, JudgedCrystals judged) {
    String model = provenance.model();
    if (judged.folds().isEmpty()) {
      remarks.add(
          "The model %s has not been judged yet: latticework evaluate --model %s asks it for the test fold."
              .formatted(model, model));
      return;
    }
    Set<Fold> there = folds(tables.split(provenance.split()));
    for (Fold fold : Fold.values()) {
      if (!there.contains(fold)) {
        remarks.add("The fold %s of %s is empty.".formatted(fold.word(), provenance.split()));
      } else if (!judged.folds().contains(fold)) {
        remarks.add(
            "Of the fold %s nothing is known: latticework evaluate --model %s --fold %s asks for it."
                .formatted(fold.word(), model, fold.word()));
      }
    }
  }

  /** Returns the folds that have materials. */
  private static Set<Fold> folds(Dataset<Row> split) {
    return split.select(SplitTable.FOLD).distinct().collectAsList().stream()
        .map(row -> Fold.ofWord(row.getString(0)))
        .collect(Collectors.toSet());
  }

  /** Returns the vectors of the elements that were learned from; of all where that is not said. */
  private Optional<ElementVectors> elements(
      String model, SavedPredictor network, Provenance provenance, int members) {
    if (network.elements().isEmpty()) {
      return Optional.empty();
    }
    List<List<Double>> table = vectors(network, network.elements().get());
    List<Integer> all = IntStream.rangeClosed(1, table.size()).boxed().toList();
    List<Integer> learned =
        new TreeSet<>(network.elementsLearned().orElseGet(() -> Set.copyOf(all)))
            .stream().filter(all::contains).toList();
    List<List<Double>> vectors = learned.stream().map(z -> table.get(z - 1)).toList();
    if (!vectors.stream().flatMap(List::stream).allMatch(Double::isFinite)) {
      remarks.add("Vectors of elements of %s have numbers that are not finite.".formatted(model));
      return Optional.empty();
    }
    if (members > 1) {
      remarks.add(
          "Vectors of elements are those of the first of %d members of %s: each member has its own."
              .formatted(members, model));
    }
    return Optional.of(
        new ElementVectors(
            model,
            learned.stream().map(Element::ofNumber).toList(),
            vectors,
            origin(network, provenance)));
  }

  private static ElementVectors.Origin origin(SavedPredictor network, Provenance provenance) {
    if (!provenance.atomFeatures().isEmpty()) {
      return ElementVectors.Origin.GIVEN;
    }
    return network.elementsLearned().isPresent()
        ? ElementVectors.Origin.LEARNED
        : ElementVectors.Origin.UNTOLD;
  }

  /** Returns a vector an element, from hydrogen on. */
  private static List<List<Double>> vectors(
      SavedPredictor network, org.latticework.trainer.network.ElementVectors all) {
    float[] vector = new float[all.width()];
    List<List<Double>> vectors = new ArrayList<>();
    for (int z = 1; z <= network.config().elements(); z++) {
      all.copy(z, vector, 0);
      vectors.add(IntStream.range(0, vector.length).mapToObj(c -> (double) vector[c]).toList());
    }
    return vectors;
  }

  /** Crystals of a fold that the network is looked into with. */
  private record Shown(Fold fold, List<CrystalGraph> crystals) {
    String words(int members) {
      return "Shown are %,d crystals of the fold %s, those whose ids have the smallest hashes, %s."
          .formatted(
              crystals.size(),
              fold.word(),
              members == 1
                  ? "in the model's network"
                  : "in the first of the model's %d networks".formatted(members));
    }
  }

  /** Chooses crystals of the test fold, or else of validation: the same each time. */
  private Shown shown(Provenance provenance, SavedPredictor network) {
    if (provenance.split().isEmpty() || !isLookedInto(network)) {
      return new Shown(Fold.TEST, List.of());
    }
    GraphLimits limits = NetworkLimits.of(network.config(), maxEdges);
    try {
      LabeledFolds folds = LabeledFolds.toJudge(run, provenance, network.config(), limits);
      List<CrystalGraph> test = crystals(folds, Fold.TEST);
      return test.isEmpty()
          ? new Shown(Fold.VALIDATION, crystals(folds, Fold.VALIDATION))
          : new Shown(Fold.TEST, test);
    } catch (ConfigurationException e) { // tables of the time of the training are gone
      remarks.add(
          "There is no crystal to look into the network with. %s".formatted(e.getMessage()));
      return new Shown(Fold.TEST, List.of());
    }
  }

  /** Returns whether there is something inside that crystals show; if not, says so. */
  private boolean isLookedInto(SavedPredictor network) {
    boolean any =
        network.gated().isPresent()
            || network.filters().isPresent()
            || network.attention().isPresent();
    if (!any) {
      remarks.add(
          "A network of the kind %s has no gates, filters or attention of atoms: of its inside, the page shows vectors of elements alone, if it has those."
              .formatted(network.config().kind()));
    }
    return any;
  }

  private List<CrystalGraph> crystals(LabeledFolds folds, Fold fold) {
    LabeledGraphs.Query query =
        new LabeledGraphs.Query(
            folds.provenance().split(),
            folds.graphConfig(),
            folds.provenance().targets(),
            Set.of(fold),
            folds.provenance().release());
    return ChosenGraphs.of(
        run.spark(),
        run.workspace(),
        query,
        folds.versions(),
        folds.limits(),
        folds.directed(),
        LOOKED_INTO);
  }

  private interface Reading {
    Map<?, ?> call() throws IOException;
  }

  private Map<?, ?> read(String file, Reading reading) {
    try {
      return reading.call();
    } catch (IOException | UncheckedIOException e) {
      remarks.add("%s cannot be read: %s".formatted(file, e.getMessage()));
      return Map.of();
    }
  }
}
