/**
 * Networks as Deeplearning4j graphs.
 *
 * <p>A vertex is two classes, as everywhere in Deeplearning4j: {@code …Vertex} is configuration and
 * travels as JSON, {@code …Pass} computes.
 */
package org.latticework.trainer.deeplearning4j;
