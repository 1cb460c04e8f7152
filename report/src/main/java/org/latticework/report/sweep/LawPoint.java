package org.latticework.report.sweep;

/**
 * What a law says of one size.
 *
 * @param crystals to learn from
 * @param error of the law, with its band
 */
public record LawPoint(long crystals, Interval error) {}
