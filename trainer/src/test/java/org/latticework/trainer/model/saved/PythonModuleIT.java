package org.latticework.trainer.model.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.deeplearning4j.RandomCrystals;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.nd4j.linalg.api.buffer.DataType;

/** docs/python/cgcnn.py against the networks whose files it reads, where there is a PyTorch. */
class PythonModuleIT {
  private static final Path MODULES = Path.of("../docs/python").toAbsolutePath().normalize();
  private static final String PYTHON = "/usr/bin/python3"; // the one with Debian's PyTorch
  private static final String SCRIPT =
      """
      import json, sys
      from cgcnn import CGCNN
      model = CGCNN.load(sys.argv[1])
      for line in open(sys.argv[1] + "/crystals.jsonl"):
          print(float(model(**json.loads(line))[0].detach()))
      """;

  @TempDir private Path folder;

  private static List<String> python(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(PYTHON));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("PYTHONPATH", MODULES.toString());
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().put("OMP_NUM_THREADS", "1");
    Path out = Files.createTempFile("python", ".out");
    Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(out)).isZero();
      return Files.readAllLines(out);
    } finally {
      process.destroyForcibly();
      Files.delete(out);
    }
  }

  private static boolean hasTorch() {
    try {
      return python("-c", "import torch").isEmpty();
    } catch (AssertionError | Exception e) {
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MESSAGE_NORM, 0, DOUBLE",
    "MESSAGE_NORM, 0, FLOAT",
    "SUM_NORM, 0, DOUBLE",
    "ORIGINAL, 3, DOUBLE"
  })
  void predictsInPyTorchWhatTheNetworkPredicts(
      ConvolutionVariant variant, int features, DataType type) throws Exception {
    assumeTrue(hasTorch(), "Skipped: no PyTorch in " + PYTHON);
    SavedModel saved = new SavedModelTest().trained(variant, features, type);
    Files.write(folder.resolve(SavedModel.CARD), saved.card());
    Files.write(folder.resolve(SavedModel.WEIGHTS), saved.weights());
    List<CrystalGraph> crystals = new ArrayList<>(new RandomCrystals(3).crystals(10));
    CrystalGraph plain = new RandomCrystals(4).crystal(6);
    crystals.add(
        plain.merged(
            IntStream.range(0, plain.nodes()).map(i -> 1 + i % 3).toArray(),
            IntStream.range(0, plain.edges()).map(k -> 1 + k % 4).toArray()));
    Files.write(
        folder.resolve("crystals.jsonl"), crystals.stream().map(PythonModuleIT::json).toList());
    List<String> said = python("-c", SCRIPT, folder.toString());
    List<double[]> expected = saved.model().predict(crystals);
    assertThat(said).hasSize(crystals.size());
    // Scales are read as floats there; distances are floats on both sides.
    for (int k = 0; k < crystals.size(); k++) {
      assertThat(Double.parseDouble(said.get(k))).isCloseTo(expected.get(k)[0], within(1e-5));
    }
  }

  private static String json(CrystalGraph graph) {
    int n = graph.nodes();
    int e = graph.edges();
    return "{\"atomic_numbers\": %s, \"offsets\": %s, \"neighbors\": %s, \"distances\": %s, \"multiplicities\": %s, \"weights\": %s}"
        .formatted(
            list(n, graph::atomicNumber),
            list(n + 1, graph::offset),
            list(e, graph::neighbor),
            list(e, graph::distance),
            list(n, graph::multiplicity),
            list(e, graph::weight));
  }

  private static String list(int size, IntFunction<Object> value) {
    return IntStream.range(0, size)
        .mapToObj(value)
        .map(String::valueOf)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
