/** The runs of a sweep, read from the table {@code runs}, as a section of a report. */
package org.latticework.jobs.report.sweep;
