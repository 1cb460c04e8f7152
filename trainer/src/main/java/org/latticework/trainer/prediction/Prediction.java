package org.latticework.trainer.prediction;

import java.io.Serializable;

/**
 * What a network says of one crystal.
 *
 * @param materialId whose crystal it is
 * @param target what was known, in the target's unit; NaN where unknown
 * @param prediction in the same unit
 */
public record Prediction(String materialId, double target, double prediction)
    implements Serializable {}
