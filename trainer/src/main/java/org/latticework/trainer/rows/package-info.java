/**
 * Row-major matrices on any ND4J backend, forward and backward: sums over the edges of a node and
 * over the nodes of a crystal, batch norms, softplus. Knows no network.
 *
 * <p>Letters used throughout: N nodes, E edges, d channels.
 */
package org.latticework.trainer.rows;
