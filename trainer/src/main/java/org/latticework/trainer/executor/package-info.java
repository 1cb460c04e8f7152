/**
 * The process of a Spark executor: what ND4J may use there, and the networks that wait between two
 * rounds.
 */
package org.latticework.trainer.executor;
