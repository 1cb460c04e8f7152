package org.latticework.trainer.program;

/** Where a row belongs: an index from the rows of one domain to those of another. */
public enum Place {
  /** The node that an edge arrives at. Edges are grouped by it. */
  CENTER(Domain.EDGE, Domain.ATOM),
  /** The node that an edge comes from. */
  NEIGHBOR(Domain.EDGE, Domain.ATOM),
  /** The crystal of a node. */
  CRYSTAL_OF_ATOM(Domain.ATOM, Domain.CRYSTAL),
  /** The crystal of an edge. */
  CRYSTAL_OF_EDGE(Domain.EDGE, Domain.CRYSTAL),
  /** The edge i ← j of a pair. Pairs are grouped by it. */
  LINE_TARGET(Domain.LINE, Domain.EDGE),
  /** The edge j ← k of a pair. */
  LINE_SOURCE(Domain.LINE, Domain.EDGE);

  private final Domain from;
  private final Domain to;

  Place(Domain from, Domain to) {
    this.from = from;
    this.to = to;
  }

  /** Returns whose rows have such a place. */
  public Domain from() {
    return from;
  }

  /** Returns among whose rows the place is. */
  public Domain to() {
    return to;
  }

  /** Returns whether rows with the same place follow each other. */
  public boolean isGrouped() {
    return this != NEIGHBOR && this != LINE_SOURCE;
  }
}
