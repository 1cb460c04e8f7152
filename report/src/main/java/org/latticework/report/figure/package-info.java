/**
 * Figures: a table of what is seen, and a Vega-Lite specification of how. The same figure is drawn
 * in a page, as SVG, as PNG, and written as CSV.
 */
package org.latticework.report.figure;
