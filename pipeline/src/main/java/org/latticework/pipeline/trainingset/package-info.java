/**
 * The crystals of a split with their graphs and properties: the join that training and evaluation
 * read, and what is left out of it.
 */
package org.latticework.pipeline.trainingset;
