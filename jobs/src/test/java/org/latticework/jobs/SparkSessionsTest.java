package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark is started with; it is not started. */
class SparkSessionsTest {
  private static final String LIB = "latticework.lib";
  private static final String S3 = "latticework.s3";

  @TempDir private Path lib;

  @AfterEach
  void clear() {
    System.clearProperty(LIB);
    System.clearProperty(S3);
  }

  private static SparkConf conf(String master) {
    return SparkSessions.conf(Optional.of(master));
  }

  @Test
  void localRunsListenOnTheLoopbackInterfaceAlone() {
    for (String master : List.of("local", "local[2]", "local[*]")) {
      assertThat(conf(master).get("spark.driver.bindAddress")).isEqualTo("127.0.0.1");
      assertThat(conf(master).get("spark.driver.host")).isEqualTo("127.0.0.1");
    }
    for (String master : List.of("spark://host:7077", "local-cluster[2,1,1024]")) {
      assertThat(conf(master).contains("spark.driver.bindAddress")).isFalse();
    }
  }

  @Test
  void localFilesAreOursWhereNoOtherProcessReadsThem() {
    String key = "spark.hadoop.fs.file.impl";
    assertThat(conf("local[2]").get(key)).endsWith("LocalFiles");
    assertThat(conf("local-cluster[2,1,1024]").contains(key)).isFalse();
  }

  @Test
  void executorsAreSentWhatSpeaksToS3UnlessNothingNamesIt() throws IOException {
    for (String jar : List.of("picocli-4.jar", "aws-java-sdk-bundle-1.jar", "notes.txt")) {
      Files.createFile(lib.resolve(jar));
    }
    System.setProperty(LIB, lib.toString());
    assertThat(conf("spark://host:7077").get("spark.jars")).contains("aws-", "picocli-");
    System.setProperty(S3, "false");
    assertThat(conf("spark://host:7077").get("spark.jars"))
        .isEqualTo(lib.resolve("picocli-4.jar").toString());
    assertThat(conf("local[2]").contains("spark.jars")).isFalse();
  }
}
