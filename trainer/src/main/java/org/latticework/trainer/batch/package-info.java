/**
 * Many crystals as one graph: examples, disjoint unions of them, which crystals share a batch, and
 * which of their edges are left out of a step.
 *
 * <p>Letters used throughout: B crystals, N nodes, E edges of a batch.
 */
package org.latticework.trainer.batch;
