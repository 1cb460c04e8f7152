/** Honest splits: strategies that decide folds by groups, and what leaks between the folds. */
package org.latticework.pipeline.split;
