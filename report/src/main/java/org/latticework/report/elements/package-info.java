/**
 * What a model learned of the chemical elements: a map of their vectors, and whether elements of
 * one family are near to each other. Uses the rooms {@code figure} and {@code page}.
 *
 * <p>Letters: n elements with vectors of d numbers each; p and q are the probabilities of t-SNE.
 */
package org.latticework.report.elements;
