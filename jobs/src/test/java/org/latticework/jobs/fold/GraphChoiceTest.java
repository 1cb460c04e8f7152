package org.latticework.jobs.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.featurizer.graph.GraphMemory;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.pipeline.featurize.StoredRecipe;
import org.latticework.trainer.network.GraphNeeds;
import org.latticework.trainer.network.GraphNeeds.Neighbors;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;

class GraphChoiceTest {
  private static final StoredRecipe MERGED =
      new StoredRecipe("g-1", 8, 12, "all", true, false, false, "");
  private static final StoredRecipe PLAIN =
      new StoredRecipe("g-2", 4, GraphConfig.ALL_NEIGHBORS, "all", false, true, false, "");
  private static final NetworkConfig ANGLES =
      new Angles(new GraphNeeds(true, true, Neighbors.WHOLE_SHELLS, 5));

  @Test
  void refusesGraphsThatTheNetworkCannotReadAndSaysWhatMakesOthers() {
    assertThat(GraphChoice.required(ANGLES, PLAIN)).isEqualTo(PLAIN);
    assertThat(GraphChoice.required(CgcnnConfig.standard(), MERGED)).isEqualTo(MERGED);
    assertThatThrownBy(() -> GraphChoice.required(ANGLES, MERGED))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "The network angles needs edges of at most 5.0 Å, the reverse of each edge, the images"
                + " of neighbors, which the graphs g-1 (cutoff 8.0,"
                + " max-neighbors 12, ties all, merge true) do not have: make such with latticework"
                + " featurize --cutoff 5.0 --max-neighbors 12 --set featurize.ties=all"
                + " --set featurize.merge=false --set featurize.images=true"
                + " --set featurize.symmetric=true, and name them with --graphs");
  }

  @Test
  void meansByAutoTheGraphsThatTheNetworkCanRead() {
    List<StoredRecipe> both = List.of(MERGED, PLAIN);

    assertThat(GraphChoice.meant(both, "auto", ANGLES)).containsExactly(PLAIN);
    assertThat(GraphChoice.meant(both, "auto", CgcnnConfig.standard())).isEqualTo(both);
    assertThat(GraphChoice.meant(List.of(MERGED), "auto", ANGLES)).containsExactly(MERGED);
    assertThat(GraphChoice.meant(both, "g-1", ANGLES)).containsExactly(MERGED);
    assertThat(GraphChoice.meant(both, "g-3", ANGLES)).isEmpty();
  }

  /** A network that does nothing but need graphs. */
  private record Angles(GraphNeeds needs) implements NetworkConfig {
    @Override
    public String kind() {
      return "angles";
    }

    @Override
    public int outputWidth() {
      return 1;
    }

    @Override
    public int elements() {
      return 100;
    }

    @Override
    public int elementFeatures() {
      return 0;
    }

    @Override
    public Optional<GaussianBasis> gaussians() {
      return Optional.empty();
    }

    @Override
    public GraphMemory memoryOfPass() {
      return GraphMemory.NONE;
    }

    @Override
    public GraphMemory memoryOfStep() {
      return GraphMemory.NONE;
    }

    @Override
    public boolean averagesAtoms() {
      return false;
    }

    @Override
    public String words() {
      return kind();
    }

    @Override
    public List<String> parts() {
      return List.of(HEAD);
    }

    @Override
    public String part(String parameter) {
      return HEAD;
    }

    @Override
    public List<Parameter> parameters() {
      return List.of();
    }
  }
}
