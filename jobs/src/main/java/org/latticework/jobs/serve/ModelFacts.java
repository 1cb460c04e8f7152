package org.latticework.jobs.serve;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.latticework.featurizer.crystal.Element;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.console.Version;
import org.latticework.jobs.predictor.PredictingModel;

/** What {@code GET /v1/model} says of a model. */
final class ModelFacts {
  private ModelFacts() {}

  static String json(PredictingModel model) {
    GraphConfig graphs = model.files().graphs();
    Map<String, Object> facts = new TreeMap<>();
    facts.put("name", model.files().name());
    facts.put("training_id", model.files().trainingId());
    facts.put("version", Version.text());
    facts.put("columns", model.output().columns());
    facts.put("members", model.files().networks().size());
    facts.put("largest_atomic_number", model.network().elements());
    facts.put("elements_seen", symbols(model));
    facts.put(
        "graphs",
        Map.of(
            "cutoff",
            graphs.cutoff(),
            "max_neighbors",
            graphs.maxNeighbors() == GraphConfig.ALL_NEIGHBORS ? "all" : graphs.maxNeighbors(),
            "ties",
            graphs.ties().word()));
    return Json.indented(facts) + "\n";
  }

  private static List<String> symbols(PredictingModel model) {
    return model.learned().stream().sorted().map(z -> Element.ofNumber(z).symbol()).toList();
  }
}
