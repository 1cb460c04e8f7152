package org.latticework.jobs.serve;

import java.io.IOException;
import java.util.Optional;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.Work;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.predictor.PredictingModel;
import org.latticework.jobs.predictor.PredictingModel.Asked;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.workspace.Location;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves a model over HTTP. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Answer requests for predictions over HTTP with a trained model, until the process is stopped.",
      "POST /v1/predict takes CIF and JSON (pymatgen, OPTIMADE and other documents), one crystal or many.",
      "Spark does not start. latticework-predict.jar does the same alone, without the rest of Latticework.",
      "Example: latticework serve --model default --port 8080"
    })
public final class ServeJob extends Job {
  @Option(names = "--model", paramLabel = "M", description = "Name of the model (serve.model).")
  private Optional<String> model;

  @Mixin private ServeOptions options;

  @Override
  protected Settings override(Settings settings) {
    return options.override(settings.with("serve.model", model));
  }

  @Override
  protected Work prepare(Settings settings, Location workspace) {
    ServeConfig config = ServeConfig.from(settings);
    ModelFolder folder = ModelFolder.of(workspace, config.model());
    folder.require();
    return run -> serve(run, folder, config);
  }

  private static Summary serve(JobRun run, ModelFolder folder, ServeConfig config)
      throws IOException {
    PredictingModel served =
        PredictingModel.open(folder.name(), folder.files(run.hadoop()), Asked.PREDICTIONS);
    try (PredictionServer server = new PredictionServer(served, config)) {
      run.console().say("%s", Serving.line(served, server));
      Serving.untilStopped(server);
    }
    return new Summary().put("model", config.model());
  }
}
