package org.latticework.report.page;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.Table;
import org.latticework.report.figure.Written;

/** The markup of a section. */
final class SectionMarkup {
  // What Materials Project's ids look like; nothing else becomes a link.
  private static final Pattern MATERIAL = Pattern.compile("(mp|mvc)-[0-9a-z]{1,24}");
  private static final String MATERIAL_PAGE = "https://next-gen.materialsproject.org/materials/";

  private static final int MOST_ROWS = 25; // of a table that is not folded

  private static final int MOST_UNBROKEN = 24; // characters of a cell that stay on one line

  private SectionMarkup() {}

  static void write(Section section, HtmlText html) {
    html.raw("<section id=\"%s\" aria-labelledby=\"%1$s-title\">\n".formatted(section.id()));
    html.raw("<h2 id=\"%s-title\">".formatted(section.id())).text(section.title()).raw("</h2>\n");
    boolean drawing = false;
    for (Part part : section.parts()) {
      boolean figure = part instanceof Drawn;
      if (figure != drawing) {
        html.raw(figure ? "<div class=\"figures\">\n" : "</div>\n");
        drawing = figure;
      }
      write(part, html);
    }
    html.raw(drawing ? "</div>\n</section>\n" : "</section>\n");
  }

  private static void write(Part part, HtmlText html) {
    if (part instanceof Words words) {
      html.raw(words.warning() ? "<p class=\"warning\">" : "<p>").text(words.text()).raw("</p>\n");
    } else if (part instanceof Facts facts) {
      table(facts, html);
    } else if (part instanceof Drawn drawn) {
      figure(drawn.figure(), html);
    }
  }

  private static void figure(Figure figure, HtmlText html) {
    html.raw("<figure id=\"%s\" aria-labelledby=\"%1$s-title\">\n".formatted(figure.id()));
    html.raw("<h3 id=\"%s-title\">".formatted(figure.id())).text(figure.title()).raw("</h3>\n");
    html.raw("<div class=\"drawing\" role=\"img\" aria-label=\"")
        .text(figure.title() + ". " + figure.caption())
        .raw("\"></div>\n");
    html.element("figcaption", figure.caption());
    html.raw("</figure>\n");
  }

  /** Writes a table; a long one is folded. */
  private static void table(Facts facts, HtmlText html) {
    boolean folded = facts.table().rows().size() > MOST_ROWS;
    if (folded) {
      html.raw("<details class=\"long\"><summary>")
          .text("%s (%,d rows)".formatted(facts.caption(), facts.table().rows().size()))
          .raw("</summary>\n");
    }
    html.raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
        .text(facts.caption())
        .raw("\"><table>\n");
    if (!folded) {
      html.element("caption", facts.caption());
    }
    rows(facts.table(), html);
    html.raw(folded ? "</table></div></details>\n" : "</table></div>\n");
  }

  private static void rows(Table table, HtmlText html) {
    html.raw("<thead><tr>");
    table.columns().forEach(name -> html.raw("<th scope=\"col\">").text(name).raw("</th>"));
    html.raw("</tr></thead>\n<tbody>\n");
    for (List<Object> row : table.rows()) {
      html.raw("<tr>");
      for (int column = 0; column < row.size(); column++) {
        cell(table.columns().get(column), row.get(column), html);
      }
      html.raw("</tr>\n");
    }
    html.raw("</tbody>\n");
  }

  private static void cell(String column, Object cell, HtmlText html) {
    if (cell instanceof Number number) {
      html.raw("<td class=\"number\">").text(words(number)).raw("</td>");
    } else if (column.equals(Facts.MATERIAL_ID)) {
      html.raw("<td class=\"short\">");
      material(String.valueOf(cell), html);
      html.raw("</td>");
    } else {
      String text = String.valueOf(cell);
      html.raw(text.length() > MOST_UNBROKEN ? "<td>" : "<td class=\"short\">")
          .text(text)
          .raw("</td>");
    }
  }

  private static void material(String id, HtmlText html) {
    html.raw("<button type=\"button\" class=\"mark\" data-id=\"")
        .text(id)
        .raw("\" title=\"Mark it in every figure\">")
        .text(id)
        .raw("</button>");
    page(id)
        .ifPresent(
            link ->
                html.raw(" <a href=\"")
                    .text(link)
                    .raw("\" rel=\"noopener noreferrer\" target=\"_blank\" aria-label=\"")
                    .text(id + " at Materials Project")
                    .raw("\">↗</a>"));
  }

  /** Returns the page of a material at Materials Project, if its id is one of theirs. */
  static Optional<String> page(String id) {
    return MATERIAL.matcher(id).matches() ? Optional.of(MATERIAL_PAGE + id) : Optional.empty();
  }

  private static String words(Number number) {
    if (!Table.isFilled(number)) {
      return "–";
    }
    return number instanceof Long || number instanceof Integer
        ? Written.count(number.longValue())
        : Written.number(number.doubleValue());
  }
}
