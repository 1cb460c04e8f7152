/**
 * Crystal graphs: atoms as nodes, neighbors as directed edges, distances expanded in Gaussians.
 *
 * <p>Letters used throughout: N atoms, E edges, K Gaussians.
 */
package org.latticework.featurizer.graph;
