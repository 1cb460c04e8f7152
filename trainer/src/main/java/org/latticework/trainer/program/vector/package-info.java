/**
 * Programs on the CPU's vector units, in float. Steps of edges run in chains, a tile of whole nodes
 * at a time. Uses the rooms {@code batch}, {@code memory}, {@code network}, {@code program}, its
 * own {@code kernel}, {@code dense}, {@code row} and {@code place}, and {@code vector}.
 */
package org.latticework.trainer.program.vector;
