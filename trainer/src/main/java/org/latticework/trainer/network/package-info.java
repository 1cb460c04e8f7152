/**
 * What a network is, whichever it is: its configuration, its body forward and backward, its
 * parameters and where they lie in the flat vector, and what computes it. Knows neither
 * Deeplearning4j nor Spark.
 */
package org.latticework.trainer.network;
