package org.latticework.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on Hadoop's YARN, compared with the same jobs on two threads of this process. */
class YarnClusterIT {
  @TempDir private Path folder;

  @Test
  void endsWithTheSameModelOnYarn() throws Exception {
    String dump = Chain.dump(folder).toString();
    Chain here = new Chain(folder, folder.resolve("here").toString(), Chain::here);
    Map<String, JsonNode> expected = here.run(dump);
    try (YarnCluster cluster = new YarnCluster(Files.createDirectory(folder.resolve("yarn")))) {
      Chain there =
          new Chain(
              folder, folder.resolve("there").toString(), arguments -> call(cluster, arguments));
      assertThat(there.run(dump)).isEqualTo(expected);
      assertThat(there.predictions()).isEqualTo(here.predictions());
    }
  }

  private void call(YarnCluster cluster, List<String> arguments) throws Exception {
    List<String> all = new ArrayList<>(arguments);
    all.add("--master=yarn");
    ProcessBuilder command = Distribution.command(folder, all);
    command.environment().put("HADOOP_CONF_DIR", cluster.configuration().toString());
    command
        .environment()
        .put(
            "LATTICEWORK_JAVA_OPTS",
            "-Dspark.sql.shuffle.partitions=8 -Dspark.yarn.stagingDir=%s %s"
                .formatted(folder.resolve("staging"), containers(command.environment())));
    try (ChildProcess job = ChildProcess.start(command, folder.resolve("job.log"))) {
      job.succeed();
    }
  }

  /**
   * Gives YARN's containers, which inherit nothing, what decides here how OpenBLAS multiplies and
   * on which interface Spark listens.
   */
  private static String containers(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(each -> each.getKey().matches("OPENBLAS_\\w+|OMP_NUM_THREADS|SPARK_LOCAL_IP"))
        .map(
            each ->
                "-Dspark.executorEnv.%1$s=%2$s -Dspark.yarn.appMasterEnv.%1$s=%2$s"
                    .formatted(each.getKey(), each.getValue()))
        .collect(Collectors.joining(" "));
  }
}
