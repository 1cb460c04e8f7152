package org.latticework.trainer.program.vector.kernel;

/**
 * What a kernel computes.
 *
 * @param value it writes
 * @param gradient it reads on the way back
 */
public record Output(Rows value, Rows gradient) {}
