/**
 * The network: its configuration, its vertices in Deeplearning4j's graph, and what is kept of it.
 *
 * <p>A vertex is two classes, as everywhere in Deeplearning4j: {@code …Vertex} is configuration and
 * travels as JSON, {@code …Pass} computes.
 *
 * <p>Letters used throughout: B crystals, N atoms or nodes, E edges, d channels, K Gaussians, T
 * convolutions.
 */
package org.latticework.trainer.model;
