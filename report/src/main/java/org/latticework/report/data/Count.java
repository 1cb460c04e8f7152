package org.latticework.report.data;

/**
 * How many there are of something.
 *
 * @param name of what is counted
 * @param count how many; not negative
 */
public record Count(String name, long count) {}
