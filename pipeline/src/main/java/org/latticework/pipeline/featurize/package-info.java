/**
 * From materials to crystal graphs, as many as are new, and the join of graphs with splits and
 * targets that training reads.
 *
 * <p>Letters used throughout: N atoms, E edges.
 */
package org.latticework.pipeline.featurize;
