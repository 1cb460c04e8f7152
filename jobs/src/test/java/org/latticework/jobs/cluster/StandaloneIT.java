package org.latticework.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One training on a standalone cluster, so that every build sees executors in processes of their
 * own. The other jobs, S3, YARN and lost executors are seen by the tests of the profile {@code
 * cluster}.
 */
class StandaloneIT {
  @TempDir private Path folder;

  @Test
  void twoExecutorsTrainTheModelThatTwoThreadsTrain() throws Exception {
    Chain here = new Chain(folder, folder.resolve("here").toString(), Chain::here);
    here.prepare(Chain.dump(folder).toString());
    JsonNode expected = here.train("threads", 3);
    Path files = Files.createDirectory(folder.resolve("cluster"));
    try (StandaloneCluster cluster = new StandaloneCluster(files, 2)) {
      Chain there = new Chain(folder, here.workspace(), arguments -> call(arguments, cluster));
      JsonNode trained = there.train("executors", 3);
      for (String fact : List.of("train_mae", "validation_mae", "best_epoch")) {
        assertThat(trained.get(fact)).as(fact).isNotNull().isEqualTo(expected.get(fact));
      }
    }
  }

  private void call(List<String> arguments, StandaloneCluster cluster) throws Exception {
    List<String> all = new ArrayList<>(arguments);
    all.add("--master=" + cluster.url());
    ProcessBuilder command = Distribution.command(folder, all);
    command
        .environment()
        .put("LATTICEWORK_JAVA_OPTS", "-Dspark.sql.shuffle.partitions=8 " + cluster.options());
    try (ChildProcess job = ChildProcess.start(command, folder.resolve("job.log"))) {
      job.succeed();
    }
  }
}
