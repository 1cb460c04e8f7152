/** Predictions of many crystals on a Spark cluster. */
package org.latticework.trainer.prediction;
