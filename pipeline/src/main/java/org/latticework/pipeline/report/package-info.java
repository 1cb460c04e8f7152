/**
 * What a new release of a dump brought: counts, and how what came differs from what was there.
 *
 * <p>{@link org.latticework.pipeline.report.DataReport} computes it; the module report shows it.
 */
package org.latticework.pipeline.report;
