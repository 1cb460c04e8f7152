/**
 * What a new release of a dump brought: counts, and how what came differs from what was there.
 *
 * <p>{@link org.latticework.pipeline.report.DataReport} computes it, {@link
 * org.latticework.pipeline.report.ReportPage} shows it as one HTML file.
 */
package org.latticework.pipeline.report;
