package org.latticework.trainer.parallelism;

/** What the workers send to be averaged at the end of a round. */
public enum Averaged {
  /**
   * The parameters that each has come to, and the state of its optimizer: rounds of any number of
   * steps.
   */
  PARAMETERS,
  /**
   * The gradient of one batch each: the driver takes the step that a single process would take with
   * a batch of W times the size, but for batch norms, whose statistics are of each worker's batch.
   */
  GRADIENTS
}
