package org.latticework.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.optimizer.LearningRule;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.Adam;

class StepAllocationTest {
  private static final int CRYSTALS = 32;
  private static final int MOST_STEPS = 2000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final ComputationGraph network =
      NetworkGraph.build(
          new NetworkBlueprint(
              new CgcnnConfig(
                  ConvolutionVariant.MESSAGE_NORM, 16, GaussianBasis.book(), 1, 8, 100, false, 0),
              Optional.empty(),
              KernelChoice.FUSED),
          LearningRule.of(new Adam(1e-3)),
          DataType.FLOAT,
          1);

  /** As many crystals, of 4 atoms and of 160; what the number of crystals costs stays apart. */
  @Test
  void takesNoHeapForAtomsAndEdgesOnceItIsWarm() {
    List<CrystalGraph> small = crystals(4);
    List<CrystalGraph> large = crystals(160);
    int edges = new GraphBatch(large).edges() - new GraphBatch(small).edges();
    assertThat(edges).isGreaterThan(50_000);
    long least = Long.MAX_VALUE;
    long leastOfLarge = Long.MAX_VALUE;
    // Until the compiler is done with vectors, each of them is an object.
    for (int k = 0; k < MOST_STEPS && leastOfLarge - least > edges / 20; k++) {
      least = Math.min(least, allocated(small));
      leastOfLarge = Math.min(leastOfLarge, allocated(large));
    }
    assertThat(leastOfLarge - least).isLessThanOrEqualTo(edges / 20);
  }

  private static List<CrystalGraph> crystals(int atoms) {
    Random random = new Random(1);
    List<CrystalGraph> crystals = new ArrayList<>();
    for (int k = 0; k < CRYSTALS; k++) {
      crystals.add(StepBenchmark.crystal(atoms, random));
    }
    return crystals;
  }

  private long allocated(List<CrystalGraph> crystals) {
    double[] targets = new double[crystals.size()];
    long before = THREADS.getCurrentThreadAllocatedBytes();
    MultiDataSet batch = new GraphBatch(crystals, targets).toMultiDataSet(DataType.FLOAT);
    network.fit(batch);
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    Arrays.stream(batch.getFeatures()).forEach(INDArray::close);
    Arrays.stream(batch.getLabels()).forEach(INDArray::close);
    return bytes;
  }
}
