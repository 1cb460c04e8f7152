package org.latticework.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.latticework.pipeline.ingest.reconcile.Vanished;
import org.latticework.pipeline.material.RejectionReason;

class IngestResultTest {
  @Test
  void cannotBeMadeIfARecordWasLostOrDoubled() {
    Map<RejectionReason, Long> reasons = Map.of(RejectionReason.MISSING_ID, 1L);

    assertThatThrownBy(() -> new IngestResult(10, 5, 1, 1, 2, reasons, "2024", Vanished.NONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Read 10 records, but accepted 5, rejected 1, superseded 1, unchanged 2");
    assertThatThrownBy(() -> new IngestResult(10, 4, 2, 1, 3, reasons, "2024", Vanished.NONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Rejected 2 records, but for 1 reasons");
  }

  @Test
  void optionsMustNameAnInput() {
    assertThatThrownBy(() -> IngestOptions.of(" ")).isInstanceOf(IllegalArgumentException.class);
  }
}
