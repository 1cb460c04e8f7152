package org.latticework.report.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.latticework.report.figure.Figure;

/**
 * A page: one HTML file that needs nothing else, and asks nothing of a network when it is opened.
 * Figures are drawn by Vega-Lite, which is packed into it. A content security policy lets nothing
 * run but the scripts of the page, by their hashes; what comes from data is text.
 */
public final class ReportPage {
  private static final Set<String> OWN_IDS =
      Set.of("main", "data", "hover", "marked", "marked-facts", "find", "material", "clear");

  private final String title;
  private final String lead;
  private final List<Section> sections = new ArrayList<>();

  /**
   * Begins a page.
   *
   * @param title its heading
   * @param lead what it is about, in a sentence or two; may be empty
   */
  public ReportPage(String title, String lead) {
    this.title = title;
    this.lead = lead;
  }

  /** Adds a section, unless it has no parts. */
  public ReportPage add(Section section) {
    if (!section.parts().isEmpty()) {
      sections.add(section);
    }
    return this;
  }

  public List<Section> sections() {
    return Collections.unmodifiableList(sections);
  }

  /** Returns the figures of all sections. */
  public List<Figure> figures() {
    return sections.stream().flatMap(section -> section.figures().stream()).toList();
  }

  /**
   * Returns the whole page.
   *
   * @throws IllegalArgumentException if two sections or figures have one id, or that of a part of
   *     every page
   */
  public String html() {
    requireDistinctIds();
    List<String> scripts = figures().isEmpty() ? List.of() : PageScripts.all();
    HtmlText html = new HtmlText();
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"")
        .raw(ContentPolicy.of(scripts, PageScripts.style()))
        .raw("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
    html.element("title", title).raw("<style>").raw(PageScripts.style());
    html.raw("</style>\n</head>\n<body>\n");
    header(html);
    html.raw("<main id=\"main\">\n");
    sections.forEach(section -> SectionMarkup.write(section, html));
    html.raw("</main>\n");
    if (!scripts.isEmpty()) {
      html.raw("<footer><details><summary>Figures are drawn by Vega, Vega-Lite and Vega-Embed,")
          .raw(" under the BSD 3-Clause license</summary><pre>")
          .text(PageScripts.license())
          .raw("</pre></details></footer>\n")
          .raw(PageScripts.MARK_PANEL);
      html.raw("<script type=\"application/json\" id=\"data\">")
          .raw(DataIsland.of(figures()))
          .raw("</script>\n");
      scripts.forEach(script -> html.raw("<script>").raw(script).raw("</script>\n"));
    }
    return html.raw("</body>\n</html>\n").toString();
  }

  private void header(HtmlText html) {
    html.raw("<a class=\"skip\" href=\"#main\">Skip to the content</a>\n<header>\n");
    html.element("h1", title);
    if (!lead.isEmpty()) {
      html.element("p", lead);
    }
    if (!figures().isEmpty()) {
      html.raw("<noscript><p class=\"warning\">Figures are drawn by JavaScript, which is off here.")
          .raw("</p></noscript>\n");
    }
    html.raw("<nav aria-label=\"Sections\"><ul>");
    for (Section section : sections) {
      html.raw("<li><a href=\"#")
          .raw(section.id())
          .raw("\">")
          .text(section.title())
          .raw("</a></li>");
    }
    html.raw("</ul></nav>\n</header>\n");
  }

  private void requireDistinctIds() {
    Set<String> seen = new HashSet<>(OWN_IDS);
    sections.forEach(section -> requireNew(section.id(), seen));
    figures().forEach(figure -> requireNew(figure.id(), seen));
  }

  private static void requireNew(String id, Set<String> seen) {
    if (!seen.add(id)) {
      throw new IllegalArgumentException("Two parts of the page have the id " + id);
    }
  }
}
