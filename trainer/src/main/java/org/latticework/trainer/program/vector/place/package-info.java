/**
 * Kernels that begin with atoms and distances, and those that take rows to other places: gathers,
 * sums, interpolation between knots. Uses the rooms {@code program}, {@code program.basis}, {@code
 * program.vector.kernel} and {@code vector}.
 */
package org.latticework.trainer.program.vector.place;
