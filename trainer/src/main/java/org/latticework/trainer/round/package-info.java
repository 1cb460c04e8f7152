/**
 * Rounds of data-parallel training, on Deeplearning4j's ParameterAveragingTrainingMaster: the
 * network is sent, each worker takes steps on its shard, and parameters or gradients are averaged.
 *
 * <p>After every f batches of each worker the workers' parameters are averaged; what lies between
 * two averagings is a <b>round</b>, at most an epoch. Where gradients are averaged, f is 1. An
 * <b>outer optimizer</b> may take a step with the mean. The batch size is that of one worker.
 */
package org.latticework.trainer.round;
