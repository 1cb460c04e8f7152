package org.latticework.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.latticework.jobs.Invocation;

/** A workspace whose models are reported on; what is gathered of them is kept. */
final class ReportedWorkspace {
  private static final Path WEIGHTS = Path.of("../../shared/data/cgcnn-pretrained");

  private final Path folder;
  private final Map<String, ReportedModel> gathered = new HashMap<>();

  ReportedWorkspace(Path folder) {
    this.folder = folder;
  }

  Invocation call(String job, String... more) {
    Stream<String> usual = Stream.of(job, "--workspace=" + folder, "--master=local[2]");
    return Invocation.of(Stream.concat(usual, Stream.of(more)).toArray(String[]::new));
  }

  /** Calls a job while a table is not there. */
  Invocation callWithout(String table, String job, String... more) throws IOException {
    Path stored = folder.resolve("tables").resolve(table);
    Path aside = folder.resolveSibling(table);
    Files.move(stored, aside);
    try {
      return call(job, more);
    } finally {
      Files.move(aside, stored);
    }
  }

  Invocation done(String job, String... more) {
    Invocation call = call(job, more);
    assertThat(call.code()).as(call.err()).isZero();
    return call;
  }

  /** Trains a small network for one epoch. */
  void train(String name, String... more) {
    Stream<String> usual =
        Stream.of(
            "--name=" + name,
            "--epochs=1",
            "--workers=1",
            "--set=train.batch-size=16",
            "--set=train.network.cgcnn.convolutions=1",
            "--set=train.network.cgcnn.width=8");
    done("train", Stream.concat(usual, Stream.of(more)).toArray(String[]::new));
  }

  /** Adds a model that has nothing but the provenance of another. */
  void addBare(String name, String other) throws IOException {
    String training = gathered(other).version().trainingId();
    Path bare = folder.resolve("models").resolve(name);
    Files.createDirectories(bare.resolve(training));
    for (String file : List.of("current.json", training + "/provenance.json")) {
      String text = Files.readString(folder.resolve("models").resolve(other).resolve(file));
      Files.writeString(bare.resolve(file), text.replace('"' + other + '"', '"' + name + '"'));
    }
  }

  /** Makes published weights the model xie, once; skips the test where there are none. */
  void importWeights() {
    assumeTrue(Files.exists(WEIGHTS), "Skipped: the published weights are not in " + WEIGHTS);
    if (!Files.exists(folder.resolve("models/xie"))) {
      done(
          "import-weights",
          "--checkpoint=" + WEIGHTS.resolve("formation-energy-per-atom.pth.tar"),
          "--name=xie");
    }
  }

  /** Returns what a report says of a model, as it was when this was asked first. */
  ReportedModel gathered(String model) {
    return gathered.computeIfAbsent(model, this::gather);
  }

  /** Returns what a report says of a model now. */
  ReportedModel gather(String model) {
    return RunProbe.in(folder, run -> ModelGathering.of(run, model, 500_000));
  }
}
