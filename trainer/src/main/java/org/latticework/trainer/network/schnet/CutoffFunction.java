package org.latticework.trainer.network.schnet;

/** What filters are multiplied by on their way to the cutoff. */
public enum CutoffFunction {
  /** 1 everywhere: for properties, which need no smooth energy surface. */
  NONE,
  /** ½ (cos(π d / cutoff) + 1). */
  COSINE
}
