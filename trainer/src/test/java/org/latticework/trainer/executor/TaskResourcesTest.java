package org.latticework.trainer.executor;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.spark.resource.ResourceInformation;
import org.junit.jupiter.api.Test;

class TaskResourcesTest {
  @Test
  void asksForNoDeviceWhereSparkHasAssignedNone() {
    assertThatCode(() -> TaskResources.claimDevice(Map.of())).doesNotThrowAnyException();
  }

  @Test
  void refusesToComputeOnTheCpuWhereSparkHasAssignedAGpu() {
    ResourceInformation gpu = new ResourceInformation("gpu", new String[] {"3"});
    assertThatThrownBy(() -> TaskResources.claimDevice(Map.of("gpu", gpu)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Spark has assigned GPU 3, but this distribution computes on CPUs");
  }
}
