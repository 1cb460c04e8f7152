/** What the folds of a split have in common, and how near training comes to what is judged. */
package org.latticework.pipeline.leakage;
