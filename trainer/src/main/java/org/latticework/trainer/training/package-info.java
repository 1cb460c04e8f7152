/**
 * Data-parallel training by averaging parameters or gradients, on Deeplearning4j's
 * ParameterAveragingTrainingMaster.
 *
 * <p>Words used throughout: each of W <b>workers</b> keeps a <b>shard</b> of the training crystals
 * until they are dealt anew, which may be never. An <b>epoch</b> is one pass over all shards, in
 * batches; after every f batches of each worker the workers' parameters are averaged, and what lies
 * between two averagings is a <b>round</b>, at most an epoch. Where gradients are averaged, f is 1.
 * From the averaged parameters an <b>outer optimizer</b> may step on. The batch size is that of one
 * worker.
 */
package org.latticework.trainer.training;
