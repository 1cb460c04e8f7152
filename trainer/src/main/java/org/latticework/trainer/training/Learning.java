package org.latticework.trainer.training;

import org.latticework.trainer.batch.BatchEncoder;
import org.latticework.trainer.round.RoundStep;
import org.latticework.trainer.task.Task;

/**
 * How a network learns.
 *
 * @param step the end of each round
 * @param encoder makes a batch readable for the network
 * @param task says what an error is
 */
record Learning(RoundStep step, BatchEncoder encoder, Task task) {}
