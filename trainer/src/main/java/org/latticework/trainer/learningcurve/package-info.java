/**
 * How the error of a test set falls with the size of the training set: a power law, whether it
 * bends, and what it predicts for more crystals. Uses no other room.
 *
 * <p>Letters: N crystals trained on; J sizes, the different N; the law is error = a N^−b + c.
 */
package org.latticework.trainer.learningcurve;
