package org.latticework.jobs.cluster;

import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.service.Service;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/**
 * Runs Hadoop's small YARN, a resource manager and two node managers, until the process is ended.
 * Its class is on the class path of that process only.
 */
final class MiniYarn {
  /** What it says once it runs. */
  static final String RUNS = "YARN runs";

  private static final int NODES = 2;
  private static final int DISKS = 1; // a node, for data and for logs

  private MiniYarn() {}

  /**
   * Starts it.
   *
   * @param args the file that its clients' {@code yarn-site.xml} is written to, once it runs
   */
  public static void main(String[] args) throws Exception {
    Configuration settings = new YarnConfiguration();
    settings.setBoolean("yarn.nodemanager.vmem-check-enabled", false); // a JVM reserves a lot
    settings.set("yarn.scheduler.capacity.root.queues", "default");
    settings.setInt("yarn.scheduler.capacity.root.default.capacity", 100); // %
    settings.setInt("yarn.scheduler.minimum-allocation-mb", 256);
    settings.setFloat(
        "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", 100);
    Service yarn =
        Class.forName("org.apache.hadoop.yarn.server.MiniYARNCluster")
            .asSubclass(Service.class)
            .getConstructor(String.class, int.class, int.class, int.class)
            .newInstance("yarn", NODES, DISKS, DISKS);
    yarn.init(settings);
    yarn.start();
    try (Writer out = Files.newBufferedWriter(Path.of(args[0]))) {
      yarn.getConfig().writeXml(out);
    }
    System.out.println(RUNS);
  }
}
