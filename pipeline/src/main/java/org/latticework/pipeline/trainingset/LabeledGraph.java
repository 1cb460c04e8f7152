package org.latticework.pipeline.trainingset;

import java.io.Serializable;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.pipeline.material.Fold;

/**
 * A graph with what is known of its material.
 *
 * @param materialId whose graph it is
 * @param fold the part that the material plays
 * @param graph atoms and edges
 * @param target the property, in its own unit
 */
public record LabeledGraph(String materialId, Fold fold, CrystalGraph graph, double target)
    implements Serializable {}
