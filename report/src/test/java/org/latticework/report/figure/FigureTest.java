package org.latticework.report.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FigureTest {
  private static Figure figure(String id, Map<String, Table> data) {
    return new Figure(id, "Title", "Caption.", JsonNodeFactory.instance.objectNode(), data);
  }

  @Test
  void writesItsTableAsCsv() {
    Table table =
        new Table("id", "target", "count")
            .row("mp-1", 0.1, 3L)
            .row("a \"b\", c", Double.NaN, 0L)
            .row("two\nlines", Double.POSITIVE_INFINITY, -1L);
    assertThat(figure("parity-test", Map.of("crystals", table)).csv())
        .isEqualTo(
            "id,target,count\r\n"
                + "mp-1,0.1,3\r\n"
                + "\"a \"\"b\"\", c\",,0\r\n"
                + "\"two\nlines\",,-1\r\n");
  }

  @Test
  void refusesAnIdThatIsNoNameOfAFile() {
    Map<String, Table> data = Map.of("bins", new Table("from"));
    for (String id : new String[] {"", "../up", "A", "a_b", "-a", "a--b", "a/b"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> figure(id, data))
          .withMessageContaining("'" + id + "'");
    }
    assertThat(figure("gate-o-ti-3", data).id()).isEqualTo("gate-o-ti-3");
  }

  @Test
  void needsATable() {
    assertThatIllegalArgumentException().isThrownBy(() -> figure("a", Map.of()));
  }

  @Test
  void refusesRowsOfAnotherWidthAndColumnsNamedTwice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Table("a", "b").row(1L))
        .withMessageContaining("needs 2 cells, got 1");
    assertThatIllegalArgumentException().isThrownBy(() -> new Table("a", "a"));
  }
}
