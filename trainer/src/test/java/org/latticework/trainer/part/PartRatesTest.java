package org.latticework.trainer.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.NoOp;

class PartRatesTest {
  private static final List<String> PARTS = CgcnnConfig.standard().parts();

  @Test
  void haveTheNamesOfTheNetworksParts() {
    assertThat(PARTS)
        .containsExactly("embedding", "convolution-1", "convolution-2", "convolution-3", "head");
    assertThat(CgcnnConfig.standard().parameters())
        .allMatch(parameter -> PARTS.contains(CgcnnConfig.standard().part(parameter.name())));
  }

  @Test
  void takeAKindForAllItsParts() {
    PartRates rates =
        new PartRates(Map.of("convolutions", 0.5, "convolution-3", 2.0), Set.of("convolution-1"));
    assertThat(rates.frozenOf(PARTS)).containsExactly("convolution-1");
    assertThat(rates.factor("convolution-2")).isEqualTo(0.5);
    assertThat(rates.factor("convolution-3")).isEqualTo(2);
    assertThat(rates.factor("head")).isEqualTo(1);
    assertThat(rates.words(PARTS))
        .isEqualTo("convolution-1 frozen, convolution-2 × 0.5, convolution-3 × 2.0");
    assertThat(new PartRates(Map.of(), Set.of("convolutions")).frozenOf(PARTS))
        .containsExactly("convolution-1", "convolution-2", "convolution-3");
  }

  @Test
  void leaveTheOptimizerOfTheOthersAsItIs() {
    Adam common = new Adam(1e-3);
    PartRates rates = new PartRates(Map.of("embedding", 0.1), Set.of("head"));
    assertThat(rates.updater("convolution-1", common)).isSameAs(common);
    assertThat(rates.updater("embedding", common).getLearningRate(7, 0)).isEqualTo(1e-4);
    assertThat(rates.updater("head", common)).isEqualTo(new Frozen());
    NoOp statistics = new NoOp();
    assertThat(rates.updater("embedding", statistics)).isSameAs(statistics);
    assertThat(PartRates.ALIKE.words(PARTS)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refuseAFactorThatIsNone(double factor) {
    assertThatThrownBy(() -> new PartRates(Map.of("head", factor), Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("finite and positive, got " + factor + " for head");
  }

  @Test
  void refuseAPartThatTheNetworkDoesNotHave() {
    assertThatThrownBy(() -> new PartRates(Map.of(), Set.of("convolution-4")).requireKnown(PARTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The network has no part convolution-4, it has convolution-1, convolution-2, convolution-3, convolutions, embedding, head");
    new PartRates(Map.of("convolutions", 0.5), Set.of("head")).requireKnown(PARTS);
  }
}
