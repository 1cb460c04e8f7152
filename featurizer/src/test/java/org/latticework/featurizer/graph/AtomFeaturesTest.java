package org.latticework.featurizer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.SharedData;

class AtomFeaturesTest {
  private static final float[][] TABLE = {{1, 0, 0}, {0, 1, 0.5f}};

  @Test
  void givesEachElementItsRow() {
    AtomFeatures features = new AtomFeatures(TABLE);
    float[] out = new float[5];

    features.copy(2, out, 1);

    assertThat(out).containsExactly(0, 0, 1, 0.5f, 0);
    assertThat(features.value(1, 0)).isEqualTo(1);
    assertThat(features.elements()).isEqualTo(2);
    assertThat(features.size()).isEqualTo(3);
  }

  @Test
  void holdsThePublishedFeaturesOfAHundredElements() throws IOException {
    JsonNode published =
        new ObjectMapper()
            .readTree(SharedData.file("data/cgcnn-pretrained/atom_init.json").toFile());
    float[][] rows = new float[published.size()][];
    for (int z = 1; z <= rows.length; z++) {
      JsonNode row = published.get(String.valueOf(z));
      rows[z - 1] = new float[row.size()];
      for (int f = 0; f < row.size(); f++) {
        rows[z - 1][f] = (float) row.get(f).asDouble();
      }
    }

    AtomFeatures features = new AtomFeatures(rows);

    assertThat(features.elements()).isEqualTo(100);
    assertThat(features.size()).isEqualTo(92);
    assertThat(features.value(8, 16)).as("oxygen is in group 16").isEqualTo(1);
  }

  @Test
  void doesNotFollowLaterChangesOfTheTableItWasMadeFrom() {
    float[][] table = {{1, 2}};
    AtomFeatures features = new AtomFeatures(table);

    table[0][0] = 7;

    assertThat(features.value(1, 0)).isEqualTo(1);
  }

  @Test
  void isKnownByItsNumbersAndItsShape() {
    String fingerprint = new AtomFeatures(TABLE).fingerprint();

    // Python: sha256(pack(">i6f", 3, 1, 0, 0, 0, 1, 0.5)).hexdigest()[:32]
    assertThat(fingerprint).isEqualTo("968616ddffccb5adbc2fe7e80eb16eed");
    assertThat(new AtomFeatures(new float[][] {{1, 0, 0}, {0, 1, 0.25f}}).fingerprint())
        .isNotEqualTo(fingerprint);
    assertThat(new AtomFeatures(new float[][] {{1, 0}, {0, 0}, {1, 0.5f}}).fingerprint())
        .isNotEqualTo(fingerprint);
  }

  @Test
  void refusesAnElementBeyondTheTable() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AtomFeatures(TABLE).value(3, 0))
        .withMessage("No features for atomic number 3, the table has 1 to 2");
  }

  @Test
  void refusesRaggedAndUnknownValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AtomFeatures(new float[][] {{1, 2}, {3}}))
        .withMessage("Atomic number 2 has 1 features, need 2 as the first");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AtomFeatures(new float[][] {{1, Float.NaN}}))
        .withMessage("Atomic number 1 has the feature NaN");
    assertThatIllegalArgumentException().isThrownBy(() -> new AtomFeatures(new float[0][]));
  }
}
