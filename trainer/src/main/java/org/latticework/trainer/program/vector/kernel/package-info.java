/**
 * What all kernels of programs share: rows of values and of their gradients, parameters, the
 * indices of a batch, loops. Letters: N nodes, E edges, T pairs of edges, B crystals. Uses the
 * rooms {@code batch}, {@code network}, {@code program} and {@code vector}.
 */
package org.latticework.trainer.program.vector.kernel;
