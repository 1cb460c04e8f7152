/**
 * Networks as programs: straight lists of steps over the rows of a batch, each of which knows what
 * it reads. Executors in rooms of their own compute them forward and backward. Uses the rooms
 * {@code network} and {@code program.basis}.
 */
package org.latticework.trainer.program;
