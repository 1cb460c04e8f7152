package org.latticework.pipeline.leakage;

import org.latticework.pipeline.group.Level;

/**
 * What the folds of a split have in common at one level.
 *
 * @param level of which the groups are
 * @param groups how many there are
 * @param largest the largest of them, by name where two are as large
 * @param largestSize its materials, in all folds
 * @param sharedGroups groups with materials in more than one fold
 * @param knownTest materials of the test fold whose group has materials in training
 * @param test materials of the test fold
 */
public record LevelLeak(
    Level level,
    long groups,
    String largest,
    long largestSize,
    long sharedGroups,
    long knownTest,
    long test) {}
