/**
 * Kernels whose rows depend on the same rows of their inputs: linear maps, functions, products.
 * Uses the rooms {@code program}, {@code program.basis}, {@code program.vector.kernel} and {@code
 * vector}.
 */
package org.latticework.trainer.program.vector.row;
