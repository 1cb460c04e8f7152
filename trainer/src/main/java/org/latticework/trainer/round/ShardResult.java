package org.latticework.trainer.round;

import java.io.Serializable;
import org.latticework.trainer.deeplearning4j.NetworkState;
import org.latticework.trainer.measure.WorkerRound;

/**
 * What a worker has come to after a round, and what the round was like.
 *
 * @param number of the round in its epoch
 * @param state of the worker's network, or its gradient in the place of parameters
 * @param round what was done
 */
record ShardResult(int number, NetworkState state, WorkerRound round) implements Serializable {}
