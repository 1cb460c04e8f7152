package org.latticework.trainer.optimizer;

import java.util.BitSet;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.latticework.trainer.part.Frozen;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Tells what the optimizer moves from running statistics, which follow the batches, and from what
 * is frozen.
 */
public final class TrainedParameters {
  private TrainedParameters() {}

  /** Returns the places of trained parameters in the network's parameter vector. */
  public static BitSet of(ComputationGraph network) {
    BitSet trained = new BitSet();
    int start = 0;
    for (int index : network.topologicalSortOrder()) { // as Deeplearning4j lays the vector out
      GraphVertex vertex = network.getVertices()[index];
      if (vertex.numParams() > 0) {
        for (Map.Entry<String, INDArray> parameter : vertex.paramTable(true).entrySet()) {
          int end = start + (int) parameter.getValue().length();
          trained.set(start, end, moves(vertex.getConfig().getUpdaterByParam(parameter.getKey())));
          start = end;
        }
      }
    }
    return trained;
  }

  private static boolean moves(IUpdater updater) {
    return !(updater instanceof NoOp || updater instanceof Frozen);
  }
}
