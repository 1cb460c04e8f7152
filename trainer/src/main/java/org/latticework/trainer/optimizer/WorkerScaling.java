package org.latticework.trainer.optimizer;

/**
 * What a number of workers, each with batches of 64, needs so that its epochs are not wasted: W
 * workers see W times as many crystals in a step, so the rate grows with them (Goyal et al. 2017),
 * after a warm-up. Measured for 1, 2, 4 and 8 workers, with Adam, averaging every 5 steps and a
 * linear fall to 1 %; docs/benchmarks.md has the figures. For more than 8 it is a guess.
 *
 * @param learningRate at its highest
 * @param warmup steps of a worker
 */
public record WorkerScaling(double learningRate, int warmup) {
  private static final double RATE = 1e-3;
  private static final double GREATEST_RATE = 4e-3;
  private static final int WARMUP = 50;

  /**
   * Returns it for a number of workers.
   *
   * @param workers W; positive
   */
  public static WorkerScaling of(int workers) {
    if (!(workers > 0)) {
      throw new IllegalArgumentException("Need at least one worker, got " + workers);
    }
    return new WorkerScaling(Math.min(RATE * workers, GREATEST_RATE), workers == 1 ? 0 : WARMUP);
  }
}
