/**
 * A split as a section of a page: its folds, what they have in common at which level, and how near
 * training comes to what is judged.
 */
package org.latticework.report.split;
