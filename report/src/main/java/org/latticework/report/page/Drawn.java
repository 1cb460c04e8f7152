package org.latticework.report.page;

import org.latticework.report.figure.Figure;

/**
 * A figure in a page.
 *
 * @param figure whose id no other figure of the page has
 */
public record Drawn(Figure figure) implements Part {}
