package org.latticework.trainer.training;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.kernel.KernelChoice;
import org.latticework.trainer.model.CrystalNetwork;
import org.latticework.trainer.model.NetworkBlueprint;
import org.latticework.trainer.model.NetworkConfig;
import org.latticework.trainer.optimizer.LearningRule;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Times a training step of the default network on 256 synthetic crystals of 20 atoms with 12
 * neighbors, batch assembly included: the sizes of the usual PyTorch comparison. Run by {@code
 * docs/benchmarks/step}, which says how.
 */
final class StepBenchmark {
  private static final int CRYSTALS = 256;
  private static final int ATOMS = 20;
  private static final int NEIGHBORS = 12;
  private static final int WARM_UP = 30;

  private StepBenchmark() {}

  /** Prints the median step; arguments: kernel, number of steps. */
  public static void main(String[] arguments) {
    KernelChoice kernel = KernelChoice.of(arguments[0]);
    int steps = Integer.parseInt(arguments[1]);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
    Random random = new Random(0);
    List<CrystalGraph> crystals = new ArrayList<>();
    for (int k = 0; k < CRYSTALS; k++) {
      crystals.add(crystal(random));
    }
    double[] targets = random.doubles(CRYSTALS, -1, 1).toArray();
    ComputationGraph network =
        CrystalNetwork.build(
            new NetworkBlueprint(NetworkConfig.standard(), Optional.empty(), kernel),
            LearningRule.of(new Adam(5e-4)),
            DataType.FLOAT,
            1);
    for (int step = 0; step < WARM_UP; step++) {
      step(network, crystals, targets);
    }
    measure(kernel, steps, () -> step(network, crystals, targets));
  }

  private static void step(ComputationGraph network, List<CrystalGraph> crystals, double[] y) {
    network.fit(new GraphBatch(crystals, y).toMultiDataSet(DataType.FLOAT));
  }

  private static CrystalGraph crystal(Random random) {
    int[] offsets = new int[ATOMS + 1];
    float[] distances = new float[ATOMS * NEIGHBORS];
    for (int i = 0; i < ATOMS; i++) {
      offsets[i + 1] = offsets[i] + NEIGHBORS;
    }
    for (int k = 0; k < distances.length; k++) {
      distances[k] = 2 + 6 * random.nextFloat();
    }
    return new CrystalGraph(
        random.ints(ATOMS, 1, 101).toArray(),
        offsets,
        random.ints(distances.length, 0, ATOMS).toArray(),
        distances);
  }

  private static void measure(KernelChoice kernel, int steps, Runnable step) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double[] wall = new double[steps];
    double[] thread = new double[steps];
    long allocated = threads.getCurrentThreadAllocatedBytes();
    long process = system.getProcessCpuTime();
    for (int k = 0; k < steps; k++) {
      long start = System.nanoTime();
      long cpu = threads.getCurrentThreadCpuTime();
      step.run();
      wall[k] = (System.nanoTime() - start) * 1e-9;
      thread[k] = (threads.getCurrentThreadCpuTime() - cpu) * 1e-9;
    }
    process = system.getProcessCpuTime() - process;
    allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
    System.out.printf(
        "kernel %s: a step takes %.4f s of the clock (median), %.4f s of the processor in its thread"
            + " (median), %.4f s of the processor in the whole process (mean);"
            + " %.0f crystals a second of the thread's processor time; %d bytes of heap a step, %.1f an edge%n",
        kernel.id(),
        median(wall),
        median(thread),
        process * 1e-9 / steps,
        CRYSTALS / median(thread),
        allocated / steps,
        (double) allocated / steps / (CRYSTALS * ATOMS * NEIGHBORS));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
