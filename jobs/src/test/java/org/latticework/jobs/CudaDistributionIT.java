package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.latticework.jobs.job.Job;

/** The folder that {@code mvn -Pcuda} assembles; runs under that profile only. */
class CudaDistributionIT {
  private static final Path DISTRIBUTION = Path.of(System.getProperty("latticework.distribution"));

  @Test
  void holdsCudaAndTheBackendForIt() throws IOException {
    try (Stream<Path> files = Files.list(DISTRIBUTION.resolve("lib"))) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      assertThat(names)
          .anyMatch(name -> name.matches("nd4j-cuda-11.6-1[^a-z]*-M2.1-linux-x86_64.jar"))
          .anyMatch(name -> name.matches("cuda-11.6-.*-linux-x86_64-redist.jar"))
          .anyMatch(name -> name.matches("nd4j-native-.*-linux-x86_64.jar"));
    }
    assertThat(DISTRIBUTION.resolve("conf/gpu/discover-gpus.sh")).isExecutable();
  }

  @Test
  void saysInOneLineThatThereIsNoDriver() throws Exception {
    assumeFalse(Files.exists(Path.of("/dev/nvidiactl")), "Skipped: here is a GPU");
    ProcessBuilder train =
        new ProcessBuilder(DISTRIBUTION.resolve("bin/latticework").toString(), "train");
    train.environment().remove("SPARK_HOME");
    Process process = train.start();
    process.getOutputStream().close();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(Job.MISCONFIGURED);
    assertThat(err)
        .isEqualTo(
            "latticework: this distribution computes on a GPU, and this machine has no NVIDIA"
                + " driver (libcuda.so.1).\n");
  }
}
