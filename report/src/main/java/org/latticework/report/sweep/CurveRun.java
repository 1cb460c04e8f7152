package org.latticework.report.sweep;

/**
 * A run on a learning curve.
 *
 * @param crystals to learn from; positive
 * @param seed of the run
 * @param error on the test fold; positive
 */
public record CurveRun(long crystals, long seed, double error) {}
