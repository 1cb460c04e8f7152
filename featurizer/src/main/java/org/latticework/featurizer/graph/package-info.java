/**
 * Crystal graphs: atoms as nodes, each for one atom or for all its equivalents, neighbors as
 * directed edges, distances expanded in Gaussians.
 *
 * <p>Letters used throughout: N nodes, E edges, K Gaussians.
 */
package org.latticework.featurizer.graph;
