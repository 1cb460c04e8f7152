/**
 * Networks as Deeplearning4j graphs: the body is one vertex ({@code NetworkVertex} is its
 * configuration, {@code NetworkPass} computes), the last linear map and the loss are
 * Deeplearning4j's output layer.
 */
package org.latticework.trainer.deeplearning4j;
