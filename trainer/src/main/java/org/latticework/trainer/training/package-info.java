/**
 * Data-parallel training by parameter averaging, on Deeplearning4j's
 * ParameterAveragingTrainingMaster.
 *
 * <p>Words used throughout: each of W <b>workers</b> keeps a <b>shard</b> of the training crystals
 * for the whole run. An <b>epoch</b> is one pass over all shards, in batches; after every f batches
 * of each worker the workers' parameters are averaged, and what lies between two averagings is a
 * <b>round</b>. The batch size is that of one worker.
 */
package org.latticework.trainer.training;
