/**
 * What a trained model says of a crystal: plain Java that needs neither Spark nor Hadoop nor ND4J.
 */
package org.latticework.jobs.predictor;
