package org.latticework.report.page;

import org.apache.commons.text.StringEscapeUtils;

/** HTML that grows. What comes from data goes through {@link #text} alone. */
final class HtmlText {
  private final StringBuilder html = new StringBuilder();

  /** Appends markup: constants of ours, or what has been escaped. */
  HtmlText raw(String markup) {
    html.append(markup);
    return this;
  }

  /** Appends text, in an element or in an attribute between double quotes. */
  HtmlText text(String text) {
    html.append(StringEscapeUtils.escapeHtml4(text).replace("\r", "&#13;"));
    return this;
  }

  /** Appends an element without attributes. */
  HtmlText element(String name, String text) {
    return raw("<").raw(name).raw(">").text(text).raw("</").raw(name).raw(">\n");
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
