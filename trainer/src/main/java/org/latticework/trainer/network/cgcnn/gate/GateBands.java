package org.latticework.trainer.network.cgcnn.gate;

import java.util.OptionalDouble;

/**
 * Gates at bonding distances and beyond, of which it is said that they fall from one to the other.
 * Edges between elements without a covalent radius are neither.
 *
 * @param bondedEdges how many edges are no longer than {@link ElementPair#bondReach}
 * @param bondedGate their mean gate, in [0, 1]; empty if there are none
 * @param otherEdges how many are longer
 * @param otherGate their mean gate, in [0, 1]; empty if there are none
 * @param rankCorrelation Spearman's, of mean gate and distance over bins of at least {@link
 *     DistanceGates#FEWEST_EDGES} edges, in [−1, 1]: −1 where gates fall all the way; empty where
 *     there are fewer than {@link DistanceGates#FEWEST_BINS} bins, or all have the same gate
 */
public record GateBands(
    long bondedEdges,
    OptionalDouble bondedGate,
    long otherEdges,
    OptionalDouble otherGate,
    OptionalDouble rankCorrelation) {}
