package org.latticework.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;

class ResumedSettingsTest {
  private static Settings settings(String... pairs) {
    return Settings.shipped().withPairs(List.of(pairs));
  }

  private static List<String> changes(
      Settings before, String tableBefore, Settings now, String tableNow) {
    return new ResumedSettings(before.toJson(), tableBefore, now, tableNow).changes();
  }

  private static List<String> changes(Settings before, Settings now) {
    return changes(before, "", now, "");
  }

  @Test
  void tellsSeedsApartThatAreOneNumberInDoublePrecision() {
    Settings before = settings("train.seed=9007199254740992"); // 2⁵³
    Settings now = settings("train.seed=9007199254740993");
    assertThatThrownBy(() -> changes(before, now))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "train.seed was 9007199254740992 when this training began and is 9007199254740993 now:"
                + " this setting cannot change on --resume; use --overwrite to start over");
  }

  @Test
  void knowsANumberHoweverItIsWritten() {
    Settings before = settings("train.dropout=0", "train.learning-rate=5e-4");
    Settings now = settings("train.dropout=0.0", "train.learning-rate=0.0005");
    assertThat(changes(before, now)).isEmpty();
    assertThatThrownBy(() -> changes(settings("train.split=007"), settings("train.split=7")))
        .hasMessageStartingWith("train.split was 007 when this training began and is 7 now");
  }

  @Test
  void refusesAnotherTask() {
    Settings regression = settings();
    Settings classification = settings("train.task.kind=classification");
    assertThatThrownBy(() -> changes(regression, classification))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            "train.task.kind was regression when this training began and is classification now");
  }

  @Test
  void showsWhatHasChangedInOrder() {
    Settings before = settings("train.learning-rate=1e-3", "train.workers=2");
    Settings now = settings("train.learning-rate=0.002", "train.workers=4", "split.seed=3");
    assertThat(changes(before, now))
        .containsExactly("train.learning-rate 0.001 → 0.002", "train.workers 2 → 4");
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
                + " training began: this setting cannot change on --resume; use --overwrite to start over");
    assertThatThrownBy(() -> changes(settings(), "", table, "f1"))
        .hasMessageStartingWith(
            "train.network.atom-features was empty when this training began and is a.json now");
  }
}
