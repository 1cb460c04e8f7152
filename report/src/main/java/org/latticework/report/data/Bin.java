package org.latticework.report.data;

/**
 * A bin of a distribution.
 *
 * @param from lower end
 * @param to upper end, above {@code from}
 * @param count values in it
 */
public record Bin(double from, double to, long count) {}
