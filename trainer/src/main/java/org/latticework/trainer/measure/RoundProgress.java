package org.latticework.trainer.measure;

/**
 * How far a round is that is under way.
 *
 * @param epoch from 1
 * @param round from 1
 * @param rounds number of rounds in the epoch
 * @param part of the round's steps that are taken, over all workers; from 0 to 1
 * @param crystals of them
 * @param errorSum Σ of the errors over them, as the task defines them
 */
public record RoundProgress(
    int epoch, int round, int rounds, double part, int crystals, double errorSum) {}
