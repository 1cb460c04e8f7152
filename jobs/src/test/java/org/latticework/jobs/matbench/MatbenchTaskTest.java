package org.latticework.jobs.matbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.jobs.settings.Settings;

class MatbenchTaskTest {
  private static Settings of(Settings settings, String task, Optional<String> target) {
    return MatbenchSettings.of(settings, MatbenchTask.ofFile(task), target, "mine");
  }

  @ParameterizedTest
  @CsvSource({
    "matbench_mp_gap.json.gz, matbench_mp_gap, 106113, band_gap, auto, []",
    "/d.json/matbench_mp_e_form.json, matbench_mp_e_form, 132752, formation_energy_per_atom, auto, []",
    "s3a://b/matbench_dielectric.JSON.GZ, matbench_dielectric, 4764, n, auto, []",
    "matbench_jdft2d.json.gz, matbench_jdft2d, 636, exfoliation_en, exfoliation_en, [exfoliation_en]",
    "matbench_perovskites.json, matbench_perovskites, 18928, e_form, e_form, [e_form]",
    "matbench_log_kvrh.json, matbench_log_kvrh, 10987, log10_k_vrh, log10_k_vrh, [log10_k_vrh]"
  })
  void knowsTheTargetOfEachTask(
      String file, String name, int rows, String column, String ingested, String extra) {
    MatbenchTask task = MatbenchTask.ofFile(file);
    assertThat(task.name()).isEqualTo(name);
    assertThat(task.rows()).hasValue(rows);
    Settings settings = of(Settings.shipped(), file, Optional.empty());
    assertThat(settings.text("train.target")).isEqualTo(column);
    assertThat(settings.text("ingest.target")).isEqualTo(ingested);
    assertThat(settings.words("ingest.extra-targets")).hasToString(extra);
    assertThat(settings.words("sweep.splits"))
        .isEqualTo(List.of("mine-0", "mine-1", "mine-2", "mine-3", "mine-4"));
  }

  @Test
  void takesATargetOfTheUsersOwn() {
    Settings extra =
        Settings.shipped().with("ingest.extra-targets", Optional.of("mine,matbench_like"));
    Settings named = of(extra, "matbench_like.json", Optional.of("matbench_like"));
    assertThat(named.text("ingest.target")).isEqualTo("matbench_like");
    assertThat(named.words("ingest.extra-targets")).containsExactly("mine", "matbench_like");
    Settings set = Settings.shipped().with("ingest.target", Optional.of("efermi"));
    assertThat(of(set, "matbench_mp_gap.json", Optional.empty()).text("train.target"))
        .isEqualTo("efermi");
    assertThatThrownBy(() -> of(Settings.shipped(), "like.json", Optional.empty()))
        .hasMessageStartingWith("Matbench has no task like: say with --target which column");
    assertThat(MatbenchTask.ofFile("like.json").rows()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sweep.seeds=0,1",
        "sweep.sizes=10",
        "sweep.vary=train.batch-size=1,2",
        "split.inner-folds=2",
        "train.task.kind=classification",
        "train.as-of=2000"
      })
  void refusesSettingsThatATaskLeavesNoChoiceIn(String pair) {
    Settings settings = Settings.shipped().withPairs(List.of(pair));
    assertThatThrownBy(() -> of(settings, "matbench_mp_gap.json", Optional.empty()))
        .hasMessageStartingWith("matbench trains one network a fold to predict a number: ")
        .hasMessageContaining(pair.substring(0, pair.indexOf('=')) + " must be ");
  }

  @Test
  void tellsWhatIsNotAsShippedWithoutPathsAndNames() {
    Settings settings =
        of(
            Settings.shipped()
                .withPairs(
                    List.of(
                        "train.epochs=7",
                        "train.network.atom-features=/home/me/atoms.json",
                        "featurize.cutoff=6")),
            "matbench_mp_gap.json",
            Optional.empty());
    assertThat(MatbenchSettings.unusual(settings))
        .hasToString(
            "{featurize.cutoff=6, train.epochs=7, train.network.atom-features=atoms.json}");
  }
}
