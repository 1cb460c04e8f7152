/** Figures of how far predictions of numbers are from targets, and where they are far off. */
package org.latticework.report.accuracy;
