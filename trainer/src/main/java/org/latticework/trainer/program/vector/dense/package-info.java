/**
 * Linear maps as dense products. Uses the rooms {@code program.vector.kernel} and {@code vector}.
 */
package org.latticework.trainer.program.vector.dense;
