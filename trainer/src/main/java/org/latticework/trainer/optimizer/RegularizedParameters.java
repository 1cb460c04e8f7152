package org.latticework.trainer.optimizer;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.UpdaterBlock.ParamState;

/**
 * Spares the optimizer what is not regularized. For every parameter Deeplearning4j cuts two views
 * out of the flat vectors, before its updater and after it, and only then sees that there is
 * nothing to do: a sixth of the time of a step of 64 crystals.
 */
public final class RegularizedParameters {
  private RegularizedParameters() {}

  /** Shows a network's optimizer no parameters to regularize but those that are. */
  public static void only(ComputationGraph network) {
    network.getUpdater().getUpdaterBlocks().forEach(RegularizedParameters::shorten);
  }

  /** Keeps the first in any case: a block takes its updater from it. */
  private static void shorten(UpdaterBlock block) {
    List<ParamState> parameters = block.getLayersAndVariablesInBlock();
    ParamState first = parameters.get(0);
    block.setLayersAndVariablesInBlock(
        parameters.stream().filter(each -> each.equals(first) || isRegularized(each)).toList());
  }

  private static boolean isRegularized(ParamState parameter) {
    return !parameter
        .getLayer()
        .getConfig()
        .getRegularizationByParam(parameter.getParamName())
        .isEmpty();
  }
}
