package org.latticework.jobs.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.latticework.pipeline.report.Distribution;
import org.latticework.pipeline.report.Histogram;

class NightlyPageTest {
  @Test
  void leavesNamesInertThatAreMarkup() {
    String script = "<script>alert('x')</script>";
    String html =
        new NightlyPage(List.of(script))
            .unread(List.of(script + ": cannot be read"))
            .counts("rejections", "Rejected records, by reason", Map.of(script, 12_345L))
            .distributions(List.of(new Distribution("x", script, values(1, 2), values(3))))
            .html();
    assertThat(html)
        .doesNotContain(script)
        .contains("<h1>Data report &lt;script&gt;", ": cannot be read</p>", "12,345</td>")
        .contains("class=\"warning\"");
  }

  @Test
  void drawsABinForEveryBinOfTheDistribution() {
    String html =
        new NightlyPage(List.of("r"))
            .distributions(List.of(new Distribution("x", "X", values(0, 1, 1, 2), values(3))))
            .html();
    // Of 0, 1, 1, 2 and of 3, in four bins from 0 to 4.
    assertThat(html)
        .contains("\"from\":[0,1,2,3]", "\"to\":[1,2,3,4]")
        .contains("\"standing\":[1,2,1,0]", "\"arrived\":[0,0,0,1]")
        .contains("\"standing_share\":[0.25,0.5,0.25,0]");
  }

  @Test
  void drawsValuesThatAreAllTheSame() {
    Histogram constant = new Histogram(2, 2, 50);
    constant.add(2);
    String html =
        new NightlyPage(List.of())
            .distributions(List.of(new Distribution("x", "X", constant, new Histogram(2, 2, 50))))
            .html();
    assertThat(html).contains("\"from\":[1.5],\"to\":[2.5],\"standing\":[1],\"arrived\":[0]");
  }

  @Test
  void hasNoSectionForWhatIsNot() {
    String html = new NightlyPage(List.of()).unread(List.of()).counts("r", "R", Map.of()).html();
    assertThat(html).contains("<h1>Data report</h1>").doesNotContain("<section", "<script");
  }

  private static Histogram values(double... values) {
    Histogram histogram = new Histogram(0, 4, 4);
    for (double value : values) {
      histogram.add(value);
    }
    return histogram;
  }
}
