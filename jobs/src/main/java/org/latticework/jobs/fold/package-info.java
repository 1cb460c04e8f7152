/**
 * The crystals of a split that a model learns from or is judged on: which graphs, which versions of
 * the tables, what is left out.
 */
package org.latticework.jobs.fold;
