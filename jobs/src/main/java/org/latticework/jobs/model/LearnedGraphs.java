package org.latticework.jobs.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Objects;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.featurizer.graph.Ties;
import org.latticework.jobs.settings.ConfigurationException;

/**
 * What {@code provenance.json} says of the graphs that a model has learned from; {@link Provenance}
 * says what its fields mean.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record LearnedGraphs(
    String trainingId,
    String model,
    double cutoff,
    int maxNeighbors,
    String ties,
    boolean merge,
    boolean images,
    boolean symmetric) {
  LearnedGraphs {
    ties = Objects.requireNonNullElse(ties, "");
  }

  /**
   * Returns how they were made.
   *
   * @throws ConfigurationException if an older build has made them
   */
  GraphConfig config() {
    if (ties.isEmpty()) {
      throw Provenance.ofOlderBuild(model);
    }
    return new GraphConfig(cutoff, maxNeighbors, Ties.ofWord(ties), merge, images, symmetric);
  }
}
