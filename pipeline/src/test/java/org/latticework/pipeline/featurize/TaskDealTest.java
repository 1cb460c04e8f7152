package org.latticework.pipeline.featurize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TaskDealTest {
  private static double[] loads(TaskDeal deal, double[] edges) {
    double[] loads = new double[deal.count()];
    IntStream.range(0, edges.length).forEach(b -> loads[deal.task(b)] += edges[b]);
    return loads;
  }

  @Test
  void givesEveryTaskAboutTheSameNumberOfEdges() {
    Random random = new Random(3);
    double[] edges = random.doubles(TaskDeal.BUCKETS).map(u -> 1e4 * u * u * u).toArray();
    TaskDeal deal = new TaskDeal(edges, 4);

    assertThat(deal.count()).isEqualTo(8); // 10.2 million edges, 2 million a task, 4 cores
    // The heaviest come first, so the tasks differ by less than one of the lightest buckets.
    assertThat(Arrays.stream(loads(deal, edges)).max().orElseThrow())
        .isCloseTo(Arrays.stream(edges).sum() / 8, withinPercentage(0.01));
  }

  @Test
  void leavesAHeavyBucketAlone() {
    double[] edges = new double[TaskDeal.BUCKETS];
    Arrays.fill(edges, 100);
    edges[77] = 5e6;
    TaskDeal deal = new TaskDeal(edges, 2);

    assertThat(deal.count()).isEqualTo(4);
    assertThat(loads(deal, edges)[deal.task(77)]).isEqualTo(5e6);
  }

  @Test
  void makesNoTaskThatIsNotWorthStarting() {
    double[] edges = new double[TaskDeal.BUCKETS];
    assertThat(new TaskDeal(edges, 16).count()).isEqualTo(1);
    edges[0] = 75_000;
    assertThat(new TaskDeal(edges, 16).count()).isEqualTo(3);
  }

  @Test
  void keepsTheNumberOfTasksBelowThatOfBuckets() {
    double[] edges = new double[TaskDeal.BUCKETS];
    Arrays.fill(edges, 1e9);
    assertThat(new TaskDeal(edges, 24).count()).isEqualTo(1024);
  }
}
