/**
 * What models said of crystals, in numbers: folds, metrics, quantiles, ranks. Unknown numbers are
 * NaN: a target that the dump does not have, a deviation of a model that is no ensemble.
 */
package org.latticework.report.judged;
