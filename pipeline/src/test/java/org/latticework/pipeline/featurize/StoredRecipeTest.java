package org.latticework.pipeline.featurize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.featurizer.graph.Ties;

class StoredRecipeTest {
  private static StoredRecipe stored(GraphConfig config, Optional<GaussianBasis> features) {
    GraphRecipe recipe = new GraphRecipe(config, features);
    return StoredRecipe.parse(recipe.id(), recipe.description());
  }

  @Test
  void readsWhatARecipeSaysOfItself() {
    GraphConfig config = new GraphConfig(6.5, 16, Ties.ALL, true, false);

    StoredRecipe recipe = stored(config, Optional.empty());

    assertThat(recipe)
        .isEqualTo(new StoredRecipe(config.id(), 6.5, 16, "all", true, false, false, ""));
    assertThat(recipe.words()).isEqualTo("cutoff 6.5, max-neighbors 16, ties all, merge true");
    assertThat(
            stored(
                    new GraphConfig(5, GraphConfig.ALL_NEIGHBORS, Ties.CUT, false, true),
                    Optional.of(GaussianBasis.original()))
                .words())
        .isEqualTo(
            "cutoff 5.0, max-neighbors all, ties cut, merge false, images true, edge-features stored"
                + " (cutoff:8.0,size:41,sigma:0.2,h:1.0)");
  }

  @Test
  void knowsSymmetricGraphsWithStoredFeaturesToo() {
    GraphConfig symmetric = new GraphConfig(8, 12, Ties.ALL, false, true, true);

    StoredRecipe recipe = stored(symmetric, Optional.of(GaussianBasis.original()));

    assertThat(recipe.config()).isEqualTo(symmetric);
    assertThat(recipe.features()).isEqualTo(GaussianBasis.original().description());
    assertThat(recipe.words())
        .startsWith(
            "cutoff 8.0, max-neighbors 12, ties all, merge false, images true, symmetric true,");
    assertThat(recipe.options())
        .isEqualTo(
            "--cutoff 8.0 --max-neighbors 12 --set featurize.ties=all --set featurize.merge=false"
                + " --set featurize.images=true --set featurize.symmetric=true");
    StoredRecipe other = stored(new GraphConfig(8, 12, Ties.ALL, false, true), Optional.empty());
    assertThat(recipe.comesToTheSameAs(other)).isFalse();
    assertThat(other.options())
        .isEqualTo(
            "--cutoff 8.0 --max-neighbors 12 --set featurize.ties=all --set featurize.merge=false"
                + " --set featurize.images=true");
  }

  @Test
  void comesToTheSameWhateverIsMergedOrStored() {
    GraphConfig merged = new GraphConfig(8, 12, Ties.ALL, true, false);
    StoredRecipe recipe = stored(merged, Optional.empty());

    assertThat(
            recipe.comesToTheSameAs(
                stored(new GraphConfig(8, 12, Ties.ALL, false, false), Optional.empty())))
        .isTrue();
    assertThat(recipe.comesToTheSameAs(stored(merged, Optional.of(GaussianBasis.book())))).isTrue();
    assertThat(recipe.comesToTheSameAs(stored(GraphConfig.plain(8, 12), Optional.empty())))
        .isFalse();
    GraphConfig all = GraphConfig.plain(8, GraphConfig.ALL_NEIGHBORS);
    GraphConfig tied = new GraphConfig(8, GraphConfig.ALL_NEIGHBORS, Ties.ALL, true, false);
    assertThat(stored(all, Optional.empty()).comesToTheSameAs(stored(tied, Optional.empty())))
        .isTrue();
  }

  @Test
  void refusesADescriptionThatItDoesNotKnow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoredRecipe.parse("g-1", "cutoff=8.0"))
        .withMessage("The table graphs describes g-1 in no known way: cutoff=8.0");
  }
}
