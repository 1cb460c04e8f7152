package org.latticework.trainer.network.m3gnet;

/** Whose length and atom the term of a triplet (e, f) reads. */
public enum TripletTerm {
  /** The length of f, and the atom k that it comes from: the paper's. */
  OTHER,
  /** The length of e, and the atom i that it arrives at: what the published weights want. */
  OWN
}
