/**
 * How a network learns: optimizers, learning-rate schedules, losses, weight decay and clipping; and
 * what several workers need besides: the outer optimizer, which steps on from their mean, and the
 * learning rate and warm-up for their number.
 *
 * <p>Deeplearning4j's own where it has them (Adam, SGD, mean absolute and squared error, L2,
 * decoupled weight decay); what it lacks (heavy-ball momentum, Huber's loss, the global norm,
 * cosine and one-cycle schedules with warm-up) stands here, in its terms.
 */
package org.latticework.trainer.optimizer;
