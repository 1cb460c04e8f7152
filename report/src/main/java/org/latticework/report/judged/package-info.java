/**
 * What models said of crystals, and figures of how right they were. Unknown numbers are NaN: a
 * target that the dump does not have, a deviation of a model that is no ensemble.
 */
package org.latticework.report.judged;
