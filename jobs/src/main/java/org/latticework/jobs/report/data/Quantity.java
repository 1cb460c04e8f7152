package org.latticework.jobs.report.data;

/**
 * A column of numbers.
 *
 * @param column its name
 * @param meaning in words, with the unit
 */
record Quantity(String column, String meaning) {}
