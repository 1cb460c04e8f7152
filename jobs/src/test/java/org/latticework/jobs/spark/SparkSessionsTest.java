package org.latticework.jobs.spark;

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

  @TempDir private Path lib;

  @AfterEach
  void clear() {
    System.clearProperty(LIB);
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
  void executorsElsewhereAreSentTheJars() throws IOException {
    for (String jar : List.of("picocli-4.jar", "aws-java-sdk-s3-1.jar", "notes.txt")) {
      Files.createFile(lib.resolve(jar));
    }
    System.setProperty(LIB, lib.toString());
    assertThat(conf("spark://host:7077").get("spark.jars"))
        .isEqualTo(lib.resolve("aws-java-sdk-s3-1.jar") + "," + lib.resolve("picocli-4.jar"));
    assertThat(conf("local[2]").contains("spark.jars")).isFalse();
  }

  @Test
  void portsAreClosedWhereSparkMakesTheSecret() {
    for (String master : List.of("local", "local[2]", "yarn", "k8s://https://host")) {
      SparkConf conf = conf(master);
      assertThat(conf.get("spark.authenticate")).as(master).isEqualTo("true");
      for (String key : List.of("spark.network.crypto.enabled", "spark.io.encryption.enabled")) {
        assertThat(conf.getBoolean(key, false)).isEqualTo(!master.startsWith("local"));
      }
    }
    for (String master : List.of("spark://host:7077", "local-cluster[2,1,1024]")) {
      assertThat(conf(master).contains("spark.authenticate")).as(master).isFalse();
    }
  }

  @Test
  void portsStayAsTheyWereSetOrSubmitted() {
    assertThat(withProperty("spark.authenticate", "false", "yarn", "spark.network.crypto.enabled"))
        .isFalse();
    String key = "spark.authenticate";
    assertThat(withProperty("spark.submit.deployMode", "cluster", "yarn", key)).isFalse();
    assertThat(withProperty("spark.submit.deployMode", "cluster", "k8s://host", key)).isTrue();
    assertThat(withProperty("spark.shuffle.service.enabled", "true", "yarn", key)).isFalse();
  }

  @Test
  void executorsElsewhereUnpackNativesInTheirOwnFolder() {
    String key = "spark.executor.extraJavaOptions";
    String option = "-Dorg.bytedeco.javacpp.cachedir=";
    assertThat(conf("yarn").get(key)).endsWith(" " + option + "javacpp");
    assertThat(conf("local[2]").get(key)).doesNotContain(option);
    System.setProperty(key, option + "/scratch");
    try {
      assertThat(conf("yarn").get(key)).contains(option + "/scratch").doesNotContain("=javacpp");
    } finally {
      System.clearProperty(key);
    }
  }

  @Test
  void filesAreAsPrivateAsTheProcessMakesThem() {
    String key = "spark.hadoop.fs.permissions.umask-mode";
    assertThat(withProperty("latticework.umask", "0027", "local[1]", key)).isTrue();
    assertThat(withProperty("latticework.umask", "0002", "local[1]", key)).isFalse();
    assertThat(withProperty("latticework.umask", "0027", "yarn", key)).isFalse();
  }

  private static boolean withProperty(String name, String value, String master, String key) {
    System.setProperty(name, value);
    try {
      return conf(master).contains(key);
    } finally {
      System.clearProperty(name);
    }
  }
}
