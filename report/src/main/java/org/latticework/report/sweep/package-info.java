/**
 * The runs of a sweep as a section of a page: learning curves with their laws, runs by settings.
 */
package org.latticework.report.sweep;
