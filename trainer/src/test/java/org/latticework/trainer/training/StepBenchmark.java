package org.latticework.trainer.training;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.optimizer.LearningRule;
import org.latticework.trainer.task.Regression;
import org.latticework.trainer.task.Scaling;
import org.latticework.trainer.vector.MachinePeak;
import org.latticework.trainer.vector.StepOperations;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Times training steps or predictions of the default network on 256 synthetic crystals of 20 atoms
 * with 12 neighbors, batch assembly included: the sizes of the usual PyTorch comparison. Run by
 * {@code docs/benchmarks/step} and {@code docs/benchmarks/inference}, which say how.
 */
public final class StepBenchmark {
  private static final int CRYSTALS = 256;
  private static final int ATOMS = 20;
  private static final int NEIGHBORS = 12;
  private static final int EDGES = CRYSTALS * ATOMS * NEIGHBORS;
  private static final int WARM_UP = 30;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final CgcnnConfig NETWORK = CgcnnConfig.standard();

  private StepBenchmark() {}

  /** Prints what a step takes; arguments: train or predict, kernel, number of steps. */
  public static void main(String[] arguments) {
    boolean training = arguments[0].equals("train");
    KernelChoice kernel = KernelChoice.of(arguments[1]);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
    Random random = new Random(0);
    List<CrystalGraph> crystals = crystals(ATOMS, random);
    List<CrystalGraph> halves = crystals(ATOMS / 2, random);
    double[] targets = random.doubles(CRYSTALS, -1, 1).toArray();
    ComputationGraph network =
        NetworkGraph.build(
            new NetworkBlueprint(NETWORK, Optional.empty(), kernel),
            LearningRule.of(new Adam(5e-4)),
            DataType.FLOAT,
            1);
    TrainedModel model =
        new TrainedModel(network, Regression.of("band_gap"), Scaling.identity(1), Map.of());
    Consumer<List<CrystalGraph>> step =
        training ? batch -> step(network, batch, targets) : model::predict;
    for (int k = 0; k < WARM_UP; k++) {
      step.accept(crystals);
    }
    double seconds =
        measure(arguments[0], kernel, Integer.parseInt(arguments[2]), () -> step.accept(crystals));
    if (training) {
      long whole = allocated(() -> step.accept(crystals));
      long half = allocated(() -> step.accept(halves));
      System.out.printf(
          "  %d bytes of heap a step, %d with half as many edges: %.2f an edge%n",
          whole, half, (whole - half) / (EDGES / 2.0));
    }
    if (kernel != KernelChoice.ND4J) {
      compareWithPeak(training, seconds);
    }
  }

  private static void step(ComputationGraph network, List<CrystalGraph> crystals, double[] y) {
    MultiDataSet batch = new GraphBatch(crystals, y).toMultiDataSet(DataType.FLOAT);
    network.fit(batch);
    Arrays.stream(batch.getFeatures()).forEach(INDArray::close); // as BatchStream does
    Arrays.stream(batch.getLabels()).forEach(INDArray::close);
  }

  /** Returns a random crystal whose atoms have twelve neighbors each, 2 to 8 Å away. */
  public static CrystalGraph crystal(int atoms, Random random) {
    int[] offsets = new int[atoms + 1];
    float[] distances = new float[atoms * NEIGHBORS];
    for (int i = 0; i < atoms; i++) {
      offsets[i + 1] = offsets[i] + NEIGHBORS;
    }
    for (int k = 0; k < distances.length; k++) {
      distances[k] = 2 + 6 * random.nextFloat();
    }
    return new CrystalGraph(
        random.ints(atoms, 1, 101).toArray(),
        offsets,
        random.ints(distances.length, 0, atoms).toArray(),
        distances);
  }

  private static List<CrystalGraph> crystals(int atoms, Random random) {
    List<CrystalGraph> crystals = new ArrayList<>();
    for (int k = 0; k < CRYSTALS; k++) {
      crystals.add(crystal(atoms, random));
    }
    return crystals;
  }

  /** Returns the least heap that some steps take, bytes. */
  private static long allocated(Runnable step) {
    long least = Long.MAX_VALUE;
    for (int k = 0; k < WARM_UP; k++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      step.run();
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  /** Returns the median step, seconds of the processor in the thread. */
  private static double measure(String what, KernelChoice kernel, int steps, Runnable step) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double[] wall = new double[steps];
    double[] thread = new double[steps];
    long process = system.getProcessCpuTime();
    for (int k = 0; k < steps; k++) {
      long start = System.nanoTime();
      long cpu = THREADS.getCurrentThreadCpuTime();
      step.run();
      wall[k] = (System.nanoTime() - start) * 1e-9;
      thread[k] = (THREADS.getCurrentThreadCpuTime() - cpu) * 1e-9;
    }
    process = system.getProcessCpuTime() - process;
    System.out.printf(
        "%s, kernel %s: a step takes %.4f s of the clock (median), %.4f s of the processor in its"
            + " thread (median), %.4f s of the processor in the whole process (mean);"
            + " %.0f crystals a second of the clock, %.0f of the thread's processor time%n",
        what,
        kernel.id(),
        median(wall),
        median(thread),
        process * 1e-9 / steps,
        CRYSTALS / median(wall),
        CRYSTALS / median(thread));
    return median(thread);
  }

  private static void compareWithPeak(boolean training, double seconds) {
    double atoms = (double) CRYSTALS * ATOMS;
    double operations =
        training
            ? StepOperations.training(NETWORK, atoms, EDGES)
            : StepOperations.prediction(NETWORK, atoms, EDGES);
    double rate = operations / seconds;
    double product = MachinePeak.product();
    double tile = MachinePeak.tile();
    System.out.printf(
        "  %.2f billion operations a step, %.1f billion a second of the thread's processor time:"
            + " %.0f %% of a dense product on one thread (OpenBLAS, %.1f), %.0f %% of a tile of"
            + " registers (%.1f)%n",
        operations * 1e-9,
        rate * 1e-9,
        100 * rate / product,
        product * 1e-9,
        100 * rate / tile,
        tile * 1e-9);
    if (training) {
      System.out.printf(
          "  the same products done plainly would be %.1f billion operations%n",
          StepOperations.plainTraining(NETWORK, EDGES) * 1e-9);
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
