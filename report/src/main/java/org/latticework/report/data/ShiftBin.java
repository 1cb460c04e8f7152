package org.latticework.report.data;

/**
 * A bin of two distributions.
 *
 * @param from lower end
 * @param to upper end
 * @param standing values of what was there
 * @param arrived values of what came
 */
public record ShiftBin(double from, double to, long standing, long arrived) {}
