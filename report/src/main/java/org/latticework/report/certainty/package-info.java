/** Figures of whether an ensemble is as sure as it is right. */
package org.latticework.report.certainty;
