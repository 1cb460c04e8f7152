package org.latticework.jobs.serve;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.latticework.jobs.console.Version;
import org.latticework.jobs.model.LocalFiles;
import org.latticework.jobs.predictor.PredictingModel;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command of the jar {@code latticework-predict}, which holds neither Spark nor ND4J. */
@Command(
    name = "latticework-predict",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Predict crystals with a trained model of Latticework, without Spark: those of the files given, each",
      "file a line of JSON; without files, those of requests over HTTP, until the process is stopped.",
      "Example: java --add-modules jdk.incubator.vector -jar latticework-predict.jar \\",
      "             --model work/models/default quartz.cif"
    })
final class PredictMain implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int MISCONFIGURED = 2;
  private static final int REJECTED = 3;

  @Option(
      names = "--model",
      paramLabel = "FOLDER",
      required = true,
      description = "Folder of the model: models/<name> of a workspace.")
  private Path folder;

  @Mixin private ServeOptions options;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting, such as serve.threads=4; as often as you like.")
  private List<String> pairs = new ArrayList<>();

  @Parameters(paramLabel = "FILE", description = "A CIF, or JSON as POST /v1/predict takes it.")
  private List<Path> files = new ArrayList<>();

  @Spec private CommandSpec spec;

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    System.exit(
        new CommandLine(new PredictMain())
            .setUsageHelpWidth(100)
            .setParameterExceptionHandler(
                (e, given) -> complaint(e.getCommandLine(), MISCONFIGURED, e.getMessage()))
            .setExecutionExceptionHandler(
                (e, command, parsed) ->
                    e instanceof ConfigurationException
                        ? complaint(command, MISCONFIGURED, e.getMessage())
                        : complaint(command, FAILED, e.toString()))
            .execute(args));
  }

  private static int complaint(CommandLine command, int code, String message) {
    command.getErr().println("latticework-predict: " + message);
    command.getErr().flush();
    return code;
  }

  @Override
  public Integer call() throws IOException {
    ServeConfig config = ServeConfig.from(options.override(Settings.shipped().withPairs(pairs)));
    PredictingModel model = model();
    PrintWriter out = spec.commandLine().getOut();
    if (!files.isEmpty()) {
      return predict(model, config, out);
    }
    try (PredictionServer server = new PredictionServer(model, config)) {
      out.println(Serving.line(model, server));
      out.flush();
      Serving.untilStopped(server);
    }
    return 0;
  }

  private PredictingModel model() {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    LocalFiles read = new LocalFiles(folder);
    if (!read.has("current.json")) {
      throw new ConfigurationException(
          "--model wants the folder of a model, models/<name> of a workspace, got " + folder);
    }
    return PredictingModel.open(String.valueOf(name), read, PredictingModel.Asked.PREDICTIONS);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("(?i)\\.cif$", "");
  }

  /** Returns the exit code: that for rejections, where no crystal of a file is predicted. */
  private int predict(PredictingModel model, ServeConfig config, PrintWriter out)
      throws IOException {
    RequestPredictor predictor = new RequestPredictor(model, config.maxCrystals());
    int code = 0;
    for (Path file : files) {
      try {
        Response response = predictor.answer(Files.readAllBytes(file), name(file), () -> false);
        out.println(new String(response.body(), StandardCharsets.UTF_8));
        out.flush();
        code = response.predicted() == 0 ? REJECTED : code;
      } catch (IOException e) {
        throw new ConfigurationException("%s cannot be read: %s".formatted(file, e), e);
      } catch (RefusedRequestException e) {
        String error = "%s: %s".formatted(file, e.getMessage());
        out.println(new String(Response.ofError(e.status(), error).body(), StandardCharsets.UTF_8));
        out.flush();
        code = REJECTED;
      }
    }
    return code;
  }
}
