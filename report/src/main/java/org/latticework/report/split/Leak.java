package org.latticework.report.split;

/**
 * What the folds of a split have in common at one level.
 *
 * @param level in one word: composition, prototype, …
 * @param groups how many there are
 * @param shared groups with crystals in more than one fold
 * @param knownTest crystals of the test fold whose group has crystals in training
 * @param test crystals of the test fold
 */
public record Leak(String level, long groups, long shared, long knownTest, long test) {}
