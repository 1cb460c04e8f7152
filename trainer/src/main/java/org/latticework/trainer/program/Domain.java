package org.latticework.trainer.program;

/** What the rows of a value stand for. */
public enum Domain {
  /** N rows: the nodes of a batch, each of which stands for m atoms. */
  ATOM,
  /** E rows: its edges, node after node, each of which stands for w neighbors. */
  EDGE,
  /**
   * One row for each pair of an edge i ← j and an edge j ← k, edge after edge: the line graph, for
   * plain graphs only.
   */
  LINE,
  /** B rows: its crystals. */
  CRYSTAL,
  /** The distances at which a function of the distance is tabulated, the same in every batch. */
  KNOT
}
