package org.latticework.pipeline.featurize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;

class FeaturizeWorkTest {
  private static TaskFacts task(int number, double seconds) {
    return new TaskFacts(number, 10, 9, 50, 20, 600, 0, seconds, 1);
  }

  @Test
  void namesTheTaskThatAllOthersWaitFor() {
    FeaturizeWork work = new FeaturizeWork(List.of(task(2, 7), task(0, 2), task(1, 1)), 3600);

    assertThat(work.slowest()).hasValue(task(2, 7));
    assertThat(work.medianSeconds()).isEqualTo(3);
    assertThat(work.seconds(TaskFacts::searching)).isEqualTo(10);
    assertThat(work.total(TaskFacts::edges)).isEqualTo(1800);
    assertThat(work.bytesPerEdge()).isEqualTo(2);
  }

  @Test
  void hasNothingToSayOfARunWithoutTasks() {
    assertThat(FeaturizeWork.NONE.slowest()).isEmpty();
    assertThat(FeaturizeWork.NONE.medianSeconds()).isNaN();
    assertThat(FeaturizeWork.NONE.bytesPerEdge()).isNaN();
  }

  @Test
  void noMaterialMayBeLostOrDoubled() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new FeaturizeResult(3, 1, 1, 0, "g-1", FeaturizeWork.NONE))
        .withMessage("Of 3 materials featurized 1, unchanged 1, rejected 0");
  }
}
