package org.latticework.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class KernelChoiceTest {
  @Test
  void takesFusedLoopsInFloatAndNd4jInDouble() {
    assertThat(KernelChoice.AUTO.use(DataType.FLOAT).id()).isEqualTo("fused");
    assertThat(KernelChoice.AUTO.use(DataType.DOUBLE).id()).isEqualTo("nd4j");
    assertThat(KernelChoice.FUSED.use(DataType.FLOAT).id()).isEqualTo("fused");
    assertThat(KernelChoice.ND4J.use(DataType.FLOAT).id()).isEqualTo("nd4j");
  }

  @Test
  void saysWhyFusedLoopsCannotRun() {
    KernelUse use = KernelChoice.FUSED.use(DataType.DOUBLE);
    assertThat(use).hasToString("nd4j (the network computes in DOUBLE, not in FLOAT)");
    assertThatThrownBy(() -> KernelChoice.FUSED.require(use))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The fused kernel cannot run: the network computes in DOUBLE, not in FLOAT");
  }

  @Test
  void isContentWithAnyKernelWhereNoneIsDemanded() {
    KernelUse use = KernelChoice.AUTO.use(DataType.DOUBLE);
    assertThat(use.id()).isEqualTo("nd4j");
    assertThatCode(() -> KernelChoice.AUTO.require(use)).doesNotThrowAnyException();
    assertThat(KernelChoice.ND4J.use(DataType.DOUBLE)).hasToString("nd4j");
  }

  @Test
  void knowsItsNames() {
    for (KernelChoice choice : KernelChoice.values()) {
      assertThat(KernelChoice.of(choice.id())).isEqualTo(choice);
    }
    assertThatThrownBy(() -> KernelChoice.of("cuda"))
        .hasMessage("No kernel \"cuda\", have auto, fused, nd4j");
  }
}
