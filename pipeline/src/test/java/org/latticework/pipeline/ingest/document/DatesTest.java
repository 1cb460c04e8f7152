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
        "{\"$date\":{\"$numberLong\":\"1698775504250\"}}",
        "{\"@module\":\"datetime\",\"@class\":\"datetime\",\"string\":\"2023-10-31 18:05:04.25\"}"
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2023-02-29",
        "2023-02-30T00:00:00",
        "2023-02-31T12:00:00Z",
        "2023-04-31 00:00:00",
        "2023-06-31T00:00+02:00"
      })
  void refusesADayThatItsMonthDoesNotHave(String text) {
    assertThat(Dates.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"date\":\"2023-09-01\"}", "{\"@class\":\"datetime\"}"})
  void refusesAnObjectThatHoldsNone(String json) {
    assertThat(
            Records.rejection(Records.one(cesiumChloride("mp-1", 4).with("last_updated", json)))
                .detail())
        .isEqualTo(
            "last_updated should be a time, is an object without any of $date, $numberLong, string");
  }

  @Test
  void aDateThatIsNullIsNone() {
    String json = "{\"$date\":null}";
    assertThat(
            Records.material(Records.one(cesiumChloride("mp-1", 4).with("last_updated", json)))
                .lastUpdated())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2023-10-31T18:05:04",
        "2023-10-31T18:05:04Z",
        "2023-10-31T18:05:04+00:00",
        "2023-10-31T18:05:04.2",
        "2024-02-29T00:00:00.250000+00:00",
        "1999-12-31T23:59:59.999999999Z"
      })
  void readsTheUsualFormsWithoutTheFormatterAndToTheSameMicrosecond(String text) {
    assertThat(Dates.usual(text)).isPresent().isEqualTo(Dates.general(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2023-10-31T18:05",
        "2023-10-31T18:05:04.",
        "2023-10-31T18:05:04.1234567890",
        "2023-10-31T18:05:04.25 ",
        "2023-10-31T18:05:04.25+02:00",
        "2023-10-31T18:05:04ZZ",
        "2023-02-30T18:05:04Z",
        "2023-10-31T24:00:00Z",
        "2023-10-31T18:61:04Z",
        "1899-10-31T18:05:04Z",
        "2023-10-31x18:05:04Z"
      })
  void leavesEverythingElseToTheFormatter(String text) {
    assertThat(Dates.usual(text)).isEmpty();
    assertThat(Dates.parse(text)).isEqualTo(Dates.general(text));
  }
}
