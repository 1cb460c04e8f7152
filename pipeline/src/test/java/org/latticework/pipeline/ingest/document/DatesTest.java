package org.latticework.pipeline.ingest.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticework.pipeline.SummaryDocument.cesiumChloride;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.pipeline.ingest.Records;

class DatesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2023-10-31T18:05:04.250\"",
        "\"2023-10-31T18:05:04.250Z\"",
        "\"2023-10-31T18:05:04.250000+00:00\"",
        "\"2023-10-31T18:05:04.250+0000\"",
        "\"2023-10-31 20:05:04.25+02:00\"",
        "{\"$date\":\"2023-10-31T18:05:04.250Z\"}",
        "{\"$date\":1698775504250}",
        "{\"$date\":{\"$numberLong\":\"1698775504250\"}}"
      })
  void readsEveryFormInWhichMaterialsProjectWroteTimes(String json) {
    assertThat(
            Records.material(Records.one(cesiumChloride("mp-1", 4).with("last_updated", json)))
                .lastUpdated())
        .contains(Instant.parse("2023-10-31T18:05:04.250Z"));
  }

  @Test
  void takesADayForItsFirstMoment() {
    assertThat(Dates.parse("2023-10-31")).contains(Instant.parse("2023-10-31T00:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "2023-13-01", "+123456789-01-01T00:00", "99999999999999999"})
  void refusesWhatIsNoTime(String text) {
    assertThat(Dates.parse(text)).isEmpty();
  }
}
