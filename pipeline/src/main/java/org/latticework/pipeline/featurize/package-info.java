/**
 * From materials to crystal graphs, as many as are new.
 *
 * <p>Letters used throughout: N atoms, E edges.
 */
package org.latticework.pipeline.featurize;
