/**
 * Programs on the CPU's vector units, in float. Steps of edges run in chains, a tile of whole nodes
 * at a time. Uses the rooms {@code batch}, {@code memory}, {@code network}, {@code program}, {@code
 * program.basis}, {@code program.vector.kernel}, {@code program.vector.place}, {@code
 * program.vector.row} and {@code vector}.
 */
package org.latticework.trainer.program.vector;
