package org.latticework.report.data;

/**
 * A release of a dump.
 *
 * @param name of the release
 * @param materials that it had
 * @param newest when the source last touched one of them, UTC; empty if it does not say
 */
public record Release(String name, long materials, String newest) {}
