/**
 * Whether predicted deviations are as large as the errors, and the intervals that hold a stated
 * share of crystals whatever the deviations are worth. Uses no other room.
 *
 * <p>Letters: of n crystals, y is the target, μ the prediction, s its predicted standard deviation,
 * all in the unit of the target; r = |y − μ| / s is the {@link
 * org.latticework.trainer.calibration.Score score}; K groups of crystals that are alike; B bins.
 */
package org.latticework.trainer.calibration;
