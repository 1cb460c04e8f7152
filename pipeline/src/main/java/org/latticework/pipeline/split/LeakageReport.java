package org.latticework.pipeline.split;

/**
 * What the folds of a split have in common. Only the first number must be 0; the others say how
 * hard the test is.
 *
 * @param groups groups whose materials lie in more than one fold
 * @param reducedFormulas compounds with polymorphs in more than one fold
 * @param chemicalSystems sets of elements found in more than one fold
 * @param structures structures, by their hash, found in more than one fold: the same crystal under
 *     several names
 */
public record LeakageReport(
    long groups, long reducedFormulas, long chemicalSystems, long structures) {}
