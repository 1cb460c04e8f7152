package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResumedSettingsTest {
  private static Settings settings(String... pairs) {
    return Settings.shipped().withPairs(List.of(pairs));
  }

  private static List<String> changes(
      Settings before, String tableBefore, Settings now, String tableNow) {
    return new ResumedSettings(Json.parse(before.toJson(), Map.class), tableBefore, now, tableNow)
        .changes();
  }

  @Test
  void takesTheSameTableFromAnotherFile() {
    Settings before = settings("train.network.atom-features=a.json");
    Settings now = settings("train.network.atom-features=b.json");
    assertThat(changes(before, "f0", now, "f0")).isEmpty();
  }

  @Test
  void refusesAnotherTableAndNamesItsFile() {
    Settings table = settings("train.network.atom-features=a.json");
    assertThatThrownBy(() -> changes(table, "f0", table, "f1"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "train.network.atom-features: the table in a.json is not what a.json held when this"
                + " training began: it can go on only as it was; --overwrite begins anew");
    assertThatThrownBy(() -> changes(settings(), "", table, "f1"))
        .hasMessageStartingWith(
            "train.network.atom-features was empty when this training began and is a.json now");
  }
}
