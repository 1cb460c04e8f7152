/** Prediction of one crystal at a time in plain Java, without ND4J and Spark. */
package org.latticework.trainer.inference;
