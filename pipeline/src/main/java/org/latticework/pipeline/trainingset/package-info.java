/**
 * The crystals of a split with their graphs and properties: the join that training and evaluation
 * read, which commits of the tables they read, and what is left out.
 */
package org.latticework.pipeline.trainingset;
