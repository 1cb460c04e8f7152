package org.latticework.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportPageTest {
  @Test
  void showsNamesAsTheyAreAndNumbersInGroups() {
    String html =
        new ReportPage("Release <1> & more").counts("Counts", Map.of("a<b", 12_345L)).html();
    assertThat(html)
        .contains("<h1>Release &lt;1&gt; &amp; more</h1>")
        .contains("<td>a&lt;b</td><td class='number'>12,345</td>");
  }

  @Test
  void drawsAPointOnTheOutlineForEveryBinWithinTheFrame() throws Exception {
    Histogram standing = histogram(0, 1, 1, 2);
    Document svg = parsed(HistogramFigure.svg(new Distribution("x", "X", standing, histogram(3))));
    String outline =
        svg.getElementsByTagName("path").item(0).getAttributes().getNamedItem("d").getNodeValue();
    // Shares 1/4, 1/2, 1/4, 0 with the other's greatest share 1, over 106 of 110 px.
    assertThat(outline).isEqualTo("M0 110V83.5H105.0V57.0H210.0V83.5H315.0V110.0H420.0V110Z");
  }

  @Test
  void putsTheLargestShiftFirst() {
    Distribution small = new Distribution("s", "Small", histogram(0, 1, 2, 3), histogram(0, 1, 2));
    Distribution large = new Distribution("l", "Large", histogram(0, 0), histogram(3, 3));
    Distribution empty = new Distribution("e", "Empty", histogram(), histogram(1));
    assertThat(new ReportPage("t").distributions("d", List.of(empty, small, large)).html())
        .containsSubsequence("Large: 2 before, 2 arrived, D = 1.000", "Small", "Empty: 0 before");
  }

  private static Histogram histogram(double... values) {
    Histogram histogram = new Histogram(0, 4, 4);
    for (double value : values) {
      histogram.add(value);
    }
    return histogram;
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }
}
