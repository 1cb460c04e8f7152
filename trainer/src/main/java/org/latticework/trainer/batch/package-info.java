/**
 * Many crystals as one graph: examples, disjoint unions of them, and which crystals share a batch.
 *
 * <p>Letters used throughout: B crystals, N nodes, E edges of a batch.
 */
package org.latticework.trainer.batch;
