package org.latticework.trainer.network.m3gnet;

/** Which edges f an edge e = (i ← j) forms triplets with. */
public enum Triplets {
  /** The other edges of the center, i ← k: the paper's. */
  CENTER,
  /** The edges of the neighbor, j ← k, but for the way back: what the published weights want. */
  NEIGHBOR
}
