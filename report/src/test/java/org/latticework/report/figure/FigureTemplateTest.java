package org.latticework.report.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FigureTemplateTest {
  @Test
  void fillsGapsAndNothingElse() {
    String hostile = "gap\", eV $1 ${quantity} \\";
    JsonNode spec = FigureTemplate.of("shift").fill(Map.of("quantity", hostile));
    assertThat(spec.at("/encoding/x/title").textValue()).isEqualTo(hostile);
    assertThat(spec.at("/width").textValue()).isEqualTo("container");
    assertThat(spec.at("/height").intValue()).isEqualTo(180);
  }

  @Test
  void refusesAGapWithoutAWord() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FigureTemplate.of("shift").fill(Map.of()))
        .withMessageContaining("shift")
        .withMessageContaining("${quantity}");
  }

  @Test
  void refusesATemplateThatIsNotThere() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FigureTemplate.of("none"))
        .withMessageContaining("none.vl.json");
  }
}
