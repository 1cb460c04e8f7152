package org.latticework.jobs.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.pipeline.trainingset.TableVersions;

class ProvenanceTest {
  private static final String ID = "45e1b33f-8a57-432a-bf4f-33372a55081a";

  private static Provenance of(String trainingId, String ties) {
    return new Provenance(
        "0.1.0",
        trainingId,
        "small",
        "default",
        "formation_energy_per_atom",
        "g-1",
        8,
        12,
        ties,
        true,
        false,
        false,
        "",
        "",
        0,
        "",
        new TableVersions(1, 1, 1, 1),
        List.of());
  }

  @Test
  void refusesWhatAnOlderBuildHasBegun() {
    of(ID, "all").requireThisBuild();
    for (Provenance older : new Provenance[] {of("", "all"), of(null, "all"), of(ID, null)}) {
      assertThatThrownBy(older::requireThisBuild)
          .isInstanceOf(ConfigurationException.class)
          .hasMessage(
              "The training of small was begun by an older build: featurize, and train again with"
                  + " --overwrite");
    }
  }
}
