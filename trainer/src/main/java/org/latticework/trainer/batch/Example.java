package org.latticework.trainer.batch;

import java.io.Serializable;
import org.latticework.featurizer.graph.CrystalGraph;

/**
 * One labeled crystal.
 *
 * @param materialId whose graph it is
 * @param graph atoms and edges
 * @param target what the network learns to predict, in the target's own unit; NaN where unknown
 */
public record Example(String materialId, CrystalGraph graph, double target)
    implements Serializable {}
