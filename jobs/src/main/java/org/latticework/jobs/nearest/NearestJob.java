package org.latticework.jobs.nearest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.Work;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.model.ModelVersion;
import org.latticework.jobs.predictor.CrystalVectors.Near;
import org.latticework.jobs.predictor.PredictingModel;
import org.latticework.jobs.predictor.PredictingModel.Asked;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.workspace.Location;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Finds crystals that a network takes for alike. */
@Command(
    name = "nearest",
    mixinStandardHelpOptions = true,
    description = {
      "Find the crystals of a model's split whose vectors lie nearest to that of one of them.",
      "The first time Spark makes the vectors of all, which are kept beside the model.",
      "Example: latticework nearest --model default --to mp-149 --count 10"
    })
public final class NearestJob extends Job {
  private static final int MOST = 100_000;

  @Option(
      names = "--model",
      paramLabel = "M",
      defaultValue = "default",
      description = "Name of the model (default: ${DEFAULT-VALUE}).")
  private String model;

  @Option(
      names = "--to",
      paramLabel = "ID",
      required = true,
      description = "A material of the model's split.")
  private String to;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many to find (default: ${DEFAULT-VALUE}).")
  private int count;

  @Override
  protected Work prepare(Settings settings, Location workspace) {
    ModelFolder.requireName("--model", model);
    if (count < 1 || count > MOST) {
      throw new ConfigurationException("--count must be 1 to %d, got %d".formatted(MOST, count));
    }
    ModelFolder folder = ModelFolder.of(workspace, model);
    folder.require();
    int maxEdges = settings.integer("train.max-edges");
    return run -> find(run, folder, maxEdges);
  }

  private Summary find(JobRun run, ModelFolder folder, int maxEdges) throws IOException {
    ModelVersion version = folder.current(run.hadoop());
    PredictingModel opened = PredictingModel.open(model, folder.files(run.hadoop()), Asked.VECTORS);
    folder.requireCurrent(version, run.hadoop());
    KeptVectors kept = KeptVectors.of(run, version, opened, maxEdges);
    List<String> ids = kept.names().materialIds();
    int index = ids.indexOf(to);
    if (index < 0) {
      throw new ConfigurationException(
          "--to: %s is not among the %,d crystals of the model's split that have a label and a graph"
              .formatted(to, ids.size()));
    }
    List<Near> found = kept.all().nearest(kept.vector(index), count + 1);
    run.console()
        .say("Nearest    to %s (%s) by %s:", to, kept.names().formulas().get(index), model);
    List<Map<String, Object>> facts = new ArrayList<>();
    for (Near near :
        found.stream().filter(each -> !each.materialId().equals(to)).limit(count).toList()) {
      int place = ids.indexOf(near.materialId());
      String formula = kept.names().formulas().get(place);
      String fold = kept.names().folds().get(place);
      run.console().say("%,17.4f  %s  %s  %s", near.distance(), near.materialId(), formula, fold);
      facts.add(
          Map.of(
              "material_id",
              near.materialId(),
              "formula",
              formula,
              "fold",
              fold,
              "distance",
              near.distance()));
    }
    return new Summary()
        .put("model", model)
        .put("training_id", version.trainingId())
        .put("to", to)
        .put("nearest", facts);
  }
}
