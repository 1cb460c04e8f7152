package org.latticework.trainer;

import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;

/** One Spark context of two threads for all tests of this process. */
public final class LocalSpark {
  private LocalSpark() {}

  public static synchronized JavaSparkContext context() {
    SparkConf conf =
        new SparkConf()
            .setMaster("local[2]")
            .setAppName(LocalSpark.class.getSimpleName().toLowerCase(Locale.ROOT))
            .set("spark.ui.enabled", "false")
            .set("spark.executor.heartbeatInterval", "1s") // what a test waits for
            .set("spark.network.timeout", "1h") // a machine may sleep, or set its clock, in a test
            .set("spark.driver.host", "localhost")
            .set("spark.driver.bindAddress", "127.0.0.1");
    return JavaSparkContext.fromSparkContext(SparkContext.getOrCreate(conf));
  }
}
