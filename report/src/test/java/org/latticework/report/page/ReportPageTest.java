package org.latticework.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.Table;

class ReportPageTest {
  private static final Pattern ISLAND =
      Pattern.compile(
          "<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);
  private static final String HOSTILE = "</script><b>&\u2028\u2029\"'";

  private static Figure figure(String id, Table table) {
    return new Figure(
        id, "Title", "Caption", JsonNodeFactory.instance.objectNode(), Map.of("crystals", table));
  }

  private static JsonNode island(String html) throws Exception {
    Matcher island = ISLAND.matcher(html);
    assertThat(island.find()).isTrue();
    assertThat(island.group(1)).doesNotContain("<", ">", "&", "\u2028", "\u2029");
    return new ObjectMapper().readTree(island.group(1));
  }

  @Test
  void keepsATableOnceAndItsTextsAsTheyAre() throws Exception {
    Table shared =
        new Table("id", "target").row(HOSTILE, 0.1).row("mp-1", Double.NaN).row("mp-2", 3.0);
    String html =
        new ReportPage("Page", "")
            .add(new Section("s", "S").draw(figure("one", shared)).draw(figure("two", shared)))
            .html();
    JsonNode data = island(html);
    assertThat(data.get("tables")).hasSize(1);
    assertThat(data.at("/tables/0/columns/id/0").textValue()).isEqualTo(HOSTILE);
    assertThat(data.at("/tables/0/columns/target").toString()).isEqualTo("[0.1,null,3]");
    assertThat(data.at("/figures/1/data/crystals").intValue()).isZero();
  }

  @Test
  void hasNoScriptsWithoutFigures() {
    String html =
        new ReportPage("Counts", "")
            .add(
                new Section("s", "S")
                    .add(new Facts("Counts", new Table("of", "count").row("a", 1234L))))
            .html();
    assertThat(html).doesNotContain("<script").contains("script-src 'none'", "1,234");
  }

  @Test
  void leavesOutSectionsWithoutParts() {
    assertThat(new ReportPage("Page", "").add(new Section("s", "Empty")).html())
        .doesNotContain("Empty");
  }

  @Test
  void refusesTwoPartsOfOneId() {
    Table table = new Table("id");
    ReportPage page =
        new ReportPage("Page", "")
            .add(new Section("s", "S").draw(figure("one", table)))
            .add(new Section("t", "T").draw(figure("one", table)));
    assertThatIllegalArgumentException().isThrownBy(page::html).withMessageContaining("one");
  }

  /** A script would take the section for the page's data. */
  @Test
  void refusesAnIdOfItsOwn() {
    Table table = new Table("id");
    ReportPage page =
        new ReportPage("Page", "").add(new Section("data", "S").draw(figure("one", table)));
    assertThatIllegalArgumentException().isThrownBy(page::html).withMessageContaining("data");
  }

  @Test
  void linksOnlyNamesThatLookLikeMaterialsProjects() {
    assertThat(SectionMarkup.page("mp-149"))
        .contains("https://next-gen.materialsproject.org/materials/mp-149");
    for (String other :
        new String[] {"mp-1/../x", "agm002", "mp-1\"", "mp-", "javascript:1", "MP-1"}) {
      assertThat(SectionMarkup.page(other)).isEmpty();
    }
  }

  @Test
  void writesNumbersAsSentencesHaveThemAndADashWhereThereIsNone() {
    Table numbers =
        new Table("whole", "number", "other", "none")
            .row(20_045L, 0.094164, -12.3456, Double.NaN)
            .row(-3, 0.0, 1.23e-5f, Float.NaN);
    String html =
        new ReportPage("Page", "")
            .add(new Section("s", "S").add(new Facts("Numbers", numbers)))
            .html();
    Matcher cells = Pattern.compile("<td class=\"number\">([^<]*)</td>").matcher(html);
    assertThat(cells.results().map(cell -> cell.group(1)))
        .containsExactly(
            "20,045",
            "0.09416",
            "&minus;12.35",
            "&ndash;",
            "&minus;3",
            "0",
            "1.23e&minus;05",
            "&ndash;");
  }
}
