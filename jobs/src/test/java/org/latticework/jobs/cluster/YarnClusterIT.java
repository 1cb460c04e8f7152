package org.latticework.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on Hadoop's YARN, beside the same jobs on two threads of this process. */
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
            "-Dspark.sql.shuffle.partitions=8 -Dspark.yarn.stagingDir="
                + folder.resolve("staging"));
    try (ChildProcess job = ChildProcess.start(command, folder.resolve("job.log"))) {
      job.succeed();
    }
  }
}
