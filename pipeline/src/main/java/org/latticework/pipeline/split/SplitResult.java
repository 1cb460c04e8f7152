package org.latticework.pipeline.split;

/**
 * What a split has decided on the materials it was given; rows that it has of others, such as those
 * of a release that was split before, do not count.
 *
 * @param train materials to learn from
 * @param validation materials to stop by
 * @param test materials to judge by
 * @param groups groups that were decided on
 * @param leakingGroups groups whose materials lie in more than one fold
 */
public record SplitResult(
    long train, long validation, long test, long groups, long leakingGroups) {}
