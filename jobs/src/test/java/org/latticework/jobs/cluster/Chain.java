package org.latticework.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.latticework.jobs.Invocation;

/**
 * The jobs from a dump to predictions, called in turn.
 *
 * @param folder for their summaries, and for the predictions as text
 * @param workspace of all of them
 * @param caller how a job is called
 */
record Chain(Path folder, String workspace, Caller caller) {
  private static final List<String> TRAIN =
      List.of(
          "train",
          "--workers=2",
          "--set=train.batch-size=8",
          "--set=train.averaging-frequency=2",
          "--set=train.network.cgcnn.width=16",
          "--set=train.network.cgcnn.convolutions=2");

  /** A way to call a job and wait for its good end. */
  interface Caller {
    void call(List<String> arguments) throws Exception;
  }

  /** Calls jobs in this process, whose threads are the workers. */
  static void here(List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.add("--master=local[2]");
    Invocation call = Invocation.of(all.toArray(String[]::new));
    assertThat(call.err()).isEmpty();
    assertThat(call.code()).isZero();
  }

  /** Makes a synthetic dump. */
  static Path dump(Path folder) {
    Path dump = folder.resolve("dump");
    Invocation call = Invocation.of("generate", "--count=120", "--output=" + dump);
    assertThat(call.code()).as(call.err()).isZero();
    return dump;
  }

  /** Makes everything that training needs. */
  Map<String, JsonNode> prepare(String dump) throws Exception {
    Map<String, JsonNode> facts = new TreeMap<>();
    for (List<String> job :
        List.of(
            List.of("ingest", "--input=" + dump),
            List.of("featurize"),
            List.of("split", "--set=split.validation=0.2", "--set=split.test=0.2"))) {
      facts.put(job.get(0), call(job));
    }
    return facts;
  }

  /** Calls all jobs. */
  Map<String, JsonNode> run(String dump) throws Exception {
    Map<String, JsonNode> facts = prepare(dump);
    facts.put("train", train("default", 3));
    facts.put("evaluate", call(List.of("evaluate")));
    return facts;
  }

  /** Trains a model. */
  JsonNode train(String name, int epochs) throws Exception {
    List<String> job = new ArrayList<>(TRAIN);
    job.addAll(List.of("--name=" + name, "--epochs=" + epochs));
    return call(job);
  }

  /** Returns the rows of the test fold, with every prediction to its last digit. */
  String predictions() throws Exception {
    Path file = folder.resolve("predictions.csv");
    call(List.of("export", "--table=predictions", "--output=" + file));
    return anyTraining(Files.readString(file));
  }

  /** Replaces the ids of trainings, which no two of them share. */
  private static String anyTraining(String text) {
    return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "any");
  }

  /** Calls a job and returns what is to be the same wherever it runs. */
  private JsonNode call(List<String> job) throws Exception {
    Path summary = folder.resolve("summary.json");
    List<String> all = new ArrayList<>(job);
    all.addAll(List.of("--workspace=" + workspace, "--summary=" + summary));
    caller.call(all);
    ObjectNode facts =
        (ObjectNode)
            new ObjectMapper()
                .readTree(anyTraining(Files.readString(summary)).replace(workspace, ""));
    facts.remove(
        List.of(
            "seconds", "training_seconds", "crystals_per_second", "round_times")); // the clock's
    facts.remove(List.of("tasks", "peak_off_heap_bytes")); // the machine's
    facts.remove(List.of("bytes", "bytes_per_edge")); // how rows happen to lie in files
    return facts;
  }
}
