package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.featurizer.graph.Ties;
import org.latticework.jobs.demo.DemoConfig;
import org.latticework.jobs.evaluate.EvaluateConfig;
import org.latticework.jobs.featurize.FeaturizeJob;
import org.latticework.jobs.generate.GenerateConfig;
import org.latticework.jobs.ingest.IngestConfig;
import org.latticework.jobs.run.ChainConfig;
import org.latticework.jobs.settings.AutomaticSettings;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.split.SplitConfig;
import org.latticework.jobs.sweep.SweepConfig;
import org.latticework.jobs.train.config.TrainConfig;
import org.latticework.jobs.workspace.Location;
import org.latticework.pipeline.featurize.GraphRecipe;
import org.latticework.pipeline.group.Level;
import org.latticework.pipeline.ingest.IngestOptions;
import org.latticework.pipeline.ingest.record.ColumnMap;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.split.Criterion;
import org.latticework.pipeline.split.Grouping;
import org.latticework.pipeline.split.SplitOptions;
import org.latticework.pipeline.split.SplitStrategy;
import org.latticework.pipeline.table.MaterialTable;

/** The shipped settings of every job but training, and what each refuses. */
class JobConfigTest {
  private static final GraphConfig SHIPPED_GRAPHS = new GraphConfig(8, 12, Ties.ALL, true, false);
  private static final Path DUMP = Path.of("dump");
  private static final String PRESET = "train.preset";
  private final Settings shipped = Settings.shipped();

  @Test
  void shipsAnIngestThatRecognizesTheDump() {
    IngestOptions options = IngestConfig.options(shipped, new Location("."));
    assertThat(options.format()).isEmpty();
    assertThat(options.databaseVersion()).isEmpty();
    assertThat(options.target()).isEmpty();
    assertThat(options.includeDeprecated()).isFalse();
    assertThat(options.includeNoncommercial()).isFalse();
    assertThat(options.extraTargets()).isEmpty();
    assertThat(options.input()).isEqualTo("file:" + Path.of("").toAbsolutePath());
  }

  @Test
  void keepsTheFieldsThatAreListedAndLearnsOneOfThem() {
    Settings extra =
        shipped.withPairs(
            List.of("ingest.extra-targets=my_property, dos.gap", "train.target=dos_gap"));
    assertThat(IngestConfig.options(extra, new Location(".")).extraTargets())
        .containsExactly("my_property", "dos.gap");
    assertThat(TrainConfig.from(AutomaticSettings.resolve(extra)).targets())
        .containsExactly(MaterialTable.extraTarget("dos.gap"));
  }

  @Test
  void mapsTheColumnsOfASourceAndShipsEveryNameThatCanBeMapped() {
    assertThat(IngestConfig.options(shipped, new Location(".")).columns())
        .isEqualTo(ColumnMap.none());
    assertThat(Settings.texts(shipped.toJson("ingest.columns")).keySet())
        .containsExactlyInAnyOrderElementsOf(ColumnMap.names());
    Settings mapped =
        shipped.withPairs(
            List.of("ingest.columns.material_id=jid", "ingest.columns.band_gap=run.out.gap"));
    IngestOptions options = IngestConfig.options(mapped, new Location("."));
    assertThat(options.columns().paths())
        .isEqualTo(Map.of("material_id", "jid", "band_gap", "run.out.gap"));
    assertThat(options.rules().columns()).isEqualTo(options.columns());
    assertThat(options.structureRules().columns()).isEqualTo(options.columns());
    assertThatThrownBy(() -> shipped.withPairs(List.of("ingest.columns.color=x")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            "Unknown key ingest.columns.color in --set; ingest.columns has band_gap, ");
  }

  @Test
  void shipsTwelveNeighborsAndThoseTiedWithThemMerged() {
    assertThat(FeaturizeJob.config(shipped)).isEqualTo(SHIPPED_GRAPHS);
  }

  @Test
  void keepsAllNeighborsWhereAsked() {
    Settings all = shipped.withPairs(List.of("featurize.max-neighbors=all"));
    assertThat(FeaturizeJob.config(all).maxNeighbors()).isEqualTo(GraphConfig.ALL_NEIGHBORS);
  }

  @Test
  void makesTheGraphsOfTheOriginalCgcnnWhereAsked() {
    Settings original = shipped.withPairs(List.of("featurize.ties=cut", "featurize.merge=false"));
    assertThat(FeaturizeJob.config(original)).isEqualTo(GraphConfig.plain(8, 12));
  }

  @Test
  void addsReversesOfEdgesWhereAsked() {
    assertThat(FeaturizeJob.config(shipped).symmetric()).isFalse();
    Settings symmetric = shipped.withPairs(List.of("featurize.symmetric=true"));
    assertThat(FeaturizeJob.config(symmetric))
        .isEqualTo(new GraphConfig(8, 12, Ties.ALL, true, false, true));
    assertThatThrownBy(
            () -> FeaturizeJob.config(shipped.withPairs(List.of("featurize.symmetric=maybe"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("featurize.symmetric");
  }

  @Test
  void refusesImagesOfMergedGraphsAndTiesThatAreNone() {
    assertThatThrownBy(
            () -> FeaturizeJob.config(shipped.withPairs(List.of("featurize.images=true"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "featurize: A merged edge stands for several, which come from different cells:"
                + " images need merge = false");
    assertThatThrownBy(() -> FeaturizeJob.config(shipped.withPairs(List.of("featurize.ties=some"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("featurize.ties must be one of all, cut, got some");
  }

  @Test
  void storesNoFeaturesUnlessAskedAndThenInTheBasisOfTheNetwork() {
    assertThat(FeaturizeJob.recipe(shipped)).isEqualTo(GraphRecipe.of(SHIPPED_GRAPHS));
    Settings stored =
        shipped.withPairs(
            List.of("featurize.edge-features=stored", "train.network.cgcnn.basis.size=32"));
    assertThat(FeaturizeJob.recipe(stored).stored())
        .hasValueSatisfying(basis -> assertThat(basis.size()).isEqualTo(32));
    assertThat(FeaturizeJob.recipe(stored).id()).isNotEqualTo(SHIPPED_GRAPHS.id());
    assertThatThrownBy(
            () -> FeaturizeJob.recipe(shipped.withPairs(List.of("featurize.edge-features=both"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("featurize.edge-features must be one of computed, stored, got both");
  }

  @Test
  void shipsASplitByComposition() {
    assertThat(SplitConfig.options(shipped).criterion().strategy())
        .isEqualTo(SplitStrategy.COMPOSITION);
    assertThat(SplitConfig.options(shipped).overwrite()).isFalse();
  }

  @Test
  void readsWhatASplitKeepsApartAndLeavesOut() {
    SplitOptions options =
        SplitConfig.options(
            shipped.withPairs(
                List.of(
                    "split.strategy=leave-elements-out",
                    "split.leave-out=Li, group-17",
                    "split.keep-apart=composition,near-duplicate",
                    "split.keep-in-train=elements",
                    "split.validation-strategy=random")));
    assertThat(options.criterion()).isEqualTo(Criterion.leaveElementsOut("Li", "group-17"));
    assertThat(options.grouping())
        .isEqualTo(
            new Grouping(
                List.of(Level.COMPOSITION, Level.NEAR_DUPLICATE),
                List.of("elements"),
                Optional.of(SplitStrategy.RANDOM)));
  }

  @Test
  void learnsInAChainFromOneSplit() {
    Settings folds = shipped.withPairs(List.of("split.folds=5"));
    assertThat(SplitConfig.options(folds).isSeveral()).isTrue();
    assertThatThrownBy(() -> ChainConfig.from(ChainConfig.resolve(folds), new Location("to/come")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("split: these settings make several splits");
  }

  @Test
  void shipsAnEvaluationOnTheTestFold() {
    assertThat(EvaluateConfig.from(shipped))
        .isEqualTo(new EvaluateConfig("default", Fold.TEST, 500_000));
  }

  @Test
  void givesTheDemoItsOwnSizeAndLength() {
    Settings small = shipped.withPairs(List.of("demo.count=50", "demo.epochs=3"));
    DemoConfig demo = DemoConfig.from(small, DUMP);
    assertThat(demo.generate().count()).isEqualTo(50);
    assertThat(demo.chain().train().training().epochs()).isEqualTo(3);
  }

  @Test
  void splitsForTheTrainingAndJudgesItsModelInAChain() {
    Settings named = shipped.withPairs(List.of("train.split=by-formula", "train.name=big"));
    ChainConfig chain =
        ChainConfig.from(ChainConfig.resolve(ChainConfig.joined(named)), new Location("to/come"));
    assertThat(chain.split().name()).isEqualTo("by-formula");
    assertThat(chain.evaluate().model()).isEqualTo("big");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          original    | cutoff=8.0 maxNeighbors=12 ties=cut merge=true images=false
          book        | cutoff=5.0 maxNeighbors=all ties=all merge=true images=false
          schnet      | cutoff=5.0 maxNeighbors=all ties=all merge=true images=false
          cogn        | cutoff=8.0 maxNeighbors=24 ties=all merge=true images=false
          megnet      | cutoff=5.0 maxNeighbors=all ties=all merge=true images=false
          m3gnet      | cutoff=5.0 maxNeighbors=all ties=all merge=false images=true
          equivariant | cutoff=5.0 maxNeighbors=all ties=all merge=false images=true
          """)
  void makesTheGraphsOfAPresetInAChain(String preset, String graphs) {
    Settings settings = shipped.withPairs(List.of("train.preset=" + preset)).withPreset(PRESET);
    ChainConfig chain =
        ChainConfig.from(
            ChainConfig.resolve(ChainConfig.joined(settings)), new Location("to/come"));
    String all = String.valueOf(GraphConfig.ALL_NEIGHBORS);
    assertThat(chain.graphs().config().description())
        .startsWith(graphs.replace("maxNeighbors=all", "maxNeighbors=" + all));
    assertThat(chain.train().graphs()).isEqualTo(chain.graphs().id());
    assertThat(DemoConfig.from(settings, DUMP).chain().graphs()).isEqualTo(chain.graphs());
  }

  /** Its table of element features is not ours to ship, so that a chain wants one more setting. */
  @Test
  void makesGraphsWithReversesForAlignn() {
    Settings settings = shipped.withPairs(List.of("train.preset=alignn"));
    assertThat(FeaturizeJob.config(settings.withPreset(PRESET)))
        .isEqualTo(new GraphConfig(8, 12, Ties.ALL, false, true, true));
  }

  @Test
  void keepsWhatTheUserSaysOfGraphsUnderAPreset() {
    Settings settings =
        shipped.withPairs(List.of("train.preset=schnet", "featurize.cutoff=4")).withPreset(PRESET);
    assertThat(FeaturizeJob.config(settings).cutoff()).isEqualTo(4);
    assertThat(FeaturizeJob.config(settings).maxNeighbors()).isEqualTo(GraphConfig.ALL_NEIGHBORS);
  }

  /** Whoever names graphs that are there learns from them, whatever is made besides. */
  @Test
  void looksOnlyAtGraphsThatAChainLearnsFrom() {
    List<String> pairs = List.of("train.network.kind=schnet", "train.graphs=g-123456789abc");
    Settings settings = ChainConfig.resolve(ChainConfig.joined(shipped.withPairs(pairs)));
    assertThat(ChainConfig.from(settings, new Location("to/come")).graphs())
        .isEqualTo(GraphRecipe.of(SHIPPED_GRAPHS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ingest.format=xml                 | ingest.format must be one of auto, json, json-lines, json-array, matbench, cif, poscar, extxyz, csv, delta, parquet, got xml
          ingest.target=color               | ingest: target must be auto or a property of the table materials, got color
          ingest.include-deprecated=some    | ingest.include-deprecated must be true or false, got some
          ingest.include-noncommercial=some | ingest.include-noncommercial must be true or false, got some
          ingest.extra-targets=a b          | ingest: An extra target is a field such as my_property or dos.gap, got 'a b'
          ingest.extra-targets=Band_Gap     | ingest: The extra target Band_Gap needs the column band_gap
          ingest.extra-targets=structure.x  | ingest: An extra target cannot lie inside the structure
          ingest.columns.band_gap=.x        | ingest: columns.band_gap must be a field such as jid or data.gap, got '.x'
          ingest.extra-targets=a.b,a_b      | ingest: Two extra targets need the same column: a_b
          featurize.cutoff=0                | featurize: Need 0 < cutoff <= 1000.0 Å, got 0.0
          featurize.max-neighbors=0         | featurize: Need at least 1 neighbor per atom, got 0
          split.name=a b                    | split: The name of a split has letters
          split.strategy=alphabet           | split: A split strategy is one of
          split.validation=-0.1             | split: Need validation >= 0
          split.test=1.0                    | split: Need validation >= 0, test >= 0 and a sum below 1
          split.seed=x                      | split.seed must be a whole number, got x
          split.file=folds.csv              | split: A file of folds belongs to the strategy file
          split.keep-apart=formula          | split: A level is one of material, structure, near-duplicate
          split.keep-apart=row              | split: keep-apart takes structure, near-duplicate
          split.leave-out=Li                | split: leave-out belongs to leave-elements-out
          split.strategy=leave-elements-out | split: leave-out belongs to leave-elements-out, which needs it
          split.level=row                   | split: level belongs to the strategy leave-one-out
          split.train-until=2020            | split: train-until belongs to the strategy release
          split.unknown=perhaps             | split.unknown must be one of ignore, refuse, got perhaps
          split.folds=1                     | split: folds and inner-folds are 2 to 100, or 0 for none
          split.inner-folds=2               | split: inner-folds belongs to folds
          split.exact=true                  | split: exact belongs to strategies that hash groups, with as-of
          split.validation-strategy=file    | split: validation-strategy is one that hashes groups
          evaluate.model=a/b                | evaluate.model must be letters
          evaluate.fold=exam                | evaluate: A fold is one of
          sweep.name=a/b                    | sweep.name must be letters
          sweep.sizes=0                     | sweep.sizes must be numbers from 1 on, or all, got '0'
          sweep.vary=featurize.cutoff=5     | A sweep varies settings of train
          sweep.vary=train.from=base,other  | A sweep varies settings of train other than its name, preset, checkpoints, ensemble and what it begins with, got train.from
          sweep.vary=train.seed             | --vary wants key=value,value
          sweep.vary=train.epochs=          | --vary train.epochs has no value
          sweep.steps=-1                    | sweep.steps must be 0 or more, got -1
          sweep.validation=half             | sweep.validation must be one of proportional, whole
          sweep.parallel=sometimes          | sweep.parallel must be one of never, auto
          sweep.keep-models=some            | sweep.keep-models must be one of none, best, all
          sweep.resamples=5                 | sweep.resamples must be 100 or more, got 5
          sweep.halving.factor=1            | sweep.halving: factor must be from 2 to 100, or 0 for none, got 1
          sweep.halving.factor=101          | sweep.halving: factor must be from 2 to 100, or 0 for none, got 101
          sweep.halving.factor=half         | sweep.halving.factor must be a whole number, got half
          sweep.halving.first-epochs=0      | sweep.halving: first-epochs must be 1 or more, got 0
          generate.count=0                  | generate.count must be positive, got 0
          generate.seed=x                   | generate.seed must be a whole number, got x
          demo.count=-5                     | generate.count must be positive, got -5
          demo.epochs=0                     | train: Need epochs > 0
          demo.batch-size=0                 | train: Batch size and workers
          demo.learning-rate=none           | train.learning-rate must be a number, got none
          """)
  void refusesEachBadValue(String pair, String complaint) {
    Settings wrong = shipped.withPairs(List.of(pair));
    assertThatThrownBy(() -> readAll(wrong))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(complaint);
  }

  private static void readAll(Settings settings) {
    IngestConfig.options(settings, new Location("."));
    FeaturizeJob.config(settings);
    SplitConfig.options(settings);
    EvaluateConfig.from(settings);
    SweepConfig.from(settings);
    GenerateConfig.from(settings, DUMP, false);
    DemoConfig.from(settings, DUMP);
  }

  @Test
  void leavesSettingsAloneWhereAJobsOptionIsNotGiven() {
    assertThat(shipped.with("split.name", Optional.empty())).isSameAs(shipped);
  }
}
