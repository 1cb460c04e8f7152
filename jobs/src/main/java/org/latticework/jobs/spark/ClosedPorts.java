package org.latticework.jobs.spark;

import java.util.Map;
import org.apache.spark.SparkConf;

/**
 * Closes the ports of Spark to who does not know the application's secret. Spark makes it itself
 * under a local master, on YARN and on Kubernetes; a standalone cluster must be given one
 * (docs/security.md).
 */
final class ClosedPorts {
  private static final String AUTHENTICATE = "spark.authenticate";

  /**
   * Not with the cipher AES/GCM/NoPadding, which would also notice changed bytes: Spark 3.5 stalls
   * with it as soon as a connection carries a second message (SPARK-56227).
   */
  private static final Map<String, String> ENCRYPTION =
      Map.of(
          "spark.network.crypto.enabled", "true",
          "spark.network.crypto.authEngineVersion", "2",
          "spark.io.encryption.enabled", "true");

  private ClosedPorts() {}

  /**
   * Turns authentication on and, where bytes leave this machine, encryption; not where {@code
   * spark.authenticate} is set, to whatever, which then is the user's decision as a whole.
   */
  static void close(SparkConf conf) {
    if (conf.contains(AUTHENTICATE) || !makesItsSecret(conf)) {
      return;
    }
    conf.set(AUTHENTICATE, "true");
    if (!isLocal(conf)) {
      ENCRYPTION.forEach(conf::setIfMissing);
    }
  }

  /**
   * Whether Spark makes a secret that all who need it get. Not for a driver inside YARN, whose
   * executors were settled when it was submitted, and not where a shuffle service of the cluster's
   * own takes part, which would have to be told.
   */
  private static boolean makesItsSecret(SparkConf conf) {
    String master = conf.get("spark.master");
    boolean kubernetes = master.startsWith("k8s");
    boolean yarn =
        master.equals("yarn")
            && !conf.get("spark.submit.deployMode", "client").equals("cluster")
            && !conf.getBoolean("spark.shuffle.service.enabled", false);
    return isLocal(conf) || kubernetes || yarn;
  }

  private static boolean isLocal(SparkConf conf) {
    return conf.get("spark.master").startsWith("local["); // not local-cluster
  }
}
