/**
 * A whole training: epochs of rounds, validation, early stopping, the best epoch, and the states
 * that a stopped training continues from.
 *
 * <p>An <b>epoch</b> is one pass over all shards, in batches.
 */
package org.latticework.trainer.training;
