package org.latticework.trainer.executor;

import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The one place that decides what ND4J may use in a worker's process: as many threads as Spark
 * gives the task (spark.task.cpus, one unless set), since more would make the tasks of an executor
 * fight for its cores; and the GPU that Spark has assigned, if any.
 */
public final class TaskResources {
  private static final String GPU = "gpu"; // Spark's name: spark.task.resource.gpu.amount

  private TaskResources() {}

  /**
   * Limits ND4J in this process; to be called from a task, before anything else touches ND4J.
   *
   * @throws IllegalStateException if a GPU is assigned and ND4J cannot compute on it
   */
  public static void claim() {
    TaskContext task = TaskContext.get();
    claimDevice(task.resourcesJMap());
    int threads = task.cpus();
    if (Nd4j.getEnvironment().maxMasterThreads() != threads) {
      Nd4j.getEnvironment().setMaxMasterThreads(threads);
      Nd4j.factory().blas().setMaxThreads(threads);
    }
  }

  /**
   * Takes the first GPU among the resources of a task, and no other.
   *
   * @param resources by Spark's names
   */
  static void claimDevice(Map<String, ResourceInformation> resources) {
    ResourceInformation gpu = resources.get(GPU);
    if (gpu == null) {
      return;
    }
    String address = gpu.addresses()[0];
    use(address);
    boolean isCpu;
    try {
      isCpu = Nd4j.getEnvironment().isCPU();
    } catch (LinkageError e) { // CUDA's libraries ask for the driver's
      throw new IllegalStateException(noDriver(address), e);
    }
    if (isCpu) {
      throw new IllegalStateException(noDriver(address));
    }
  }

  private static String noDriver(String address) {
    return "Spark has assigned GPU %s, but its machine has no NVIDIA driver that ND4J can use"
        .formatted(address);
  }

  /** The class is there in the CUDA distribution only. */
  private static void use(String address) {
    try {
      Class<?> environment = Class.forName("org.nd4j.jita.conf.CudaEnvironment");
      Object only = environment.getMethod("getInstance").invoke(null);
      Object configuration = environment.getMethod("getConfiguration").invoke(only);
      Class<?> type = configuration.getClass();
      type.getMethod("allowMultiGPU", boolean.class).invoke(configuration, false);
      type.getMethod("useDevice", Integer.class).invoke(configuration, Integer.valueOf(address));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "Spark has assigned GPU %s, but this distribution computes on CPUs only; build it with mvn -Pcuda"
              .formatted(address),
          e);
    }
  }
}
