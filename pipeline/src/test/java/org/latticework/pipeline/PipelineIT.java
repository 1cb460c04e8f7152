package org.latticework.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.Directions;
import org.latticework.featurizer.graph.GraphBuilder;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.featurizer.graph.Ties;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.featurize.Featurize;
import org.latticework.pipeline.featurize.FeaturizeResult;
import org.latticework.pipeline.featurize.StoredRecipe;
import org.latticework.pipeline.ingest.Ingest;
import org.latticework.pipeline.ingest.IngestOptions;
import org.latticework.pipeline.ingest.IngestResult;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.material.Target;
import org.latticework.pipeline.split.FoldFractions;
import org.latticework.pipeline.split.Split;
import org.latticework.pipeline.split.SplitOptions;
import org.latticework.pipeline.split.SplitResult;
import org.latticework.pipeline.split.SplitStrategy;
import org.latticework.pipeline.table.GraphTable;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.RejectionTable;
import org.latticework.pipeline.table.SplitTable;
import org.latticework.pipeline.trainingset.GraphLimits;
import org.latticework.pipeline.trainingset.LabeledGraph;
import org.latticework.pipeline.trainingset.LabeledGraphs;
import org.latticework.pipeline.trainingset.ReadGraphs;

class PipelineIT {
  private final SparkSession spark = SparkForTests.session();

  @Test
  void takesFiftyOxidesFromDumpToLabeledGraphsAndTheSecondTimeCommitsNothing(@TempDir Path folder)
      throws Exception {
    Path dump = SharedData.file("mp-oxides-50.jsonl.gz");
    Workspace workspace = new Workspace(folder.toString());
    GraphConfig config = GraphConfig.plain(5.0, GraphConfig.ALL_NEIGHBORS);
    SplitOptions options =
        SplitOptions.of("default", SplitStrategy.COMPOSITION, new FoldFractions(0.2, 0.2), 1);

    IngestResult ingested = Ingest.run(spark, workspace, IngestOptions.of(dump.toString()));
    assertThat(ingested.read()).isEqualTo(50);
    assertThat(ingested.accepted()).isEqualTo(50);
    FeaturizeResult featurized = Featurize.run(spark, workspace, config);
    assertThat(featurized.featurized()).isEqualTo(50);
    SplitResult split = Split.run(spark, workspace, options);
    assertThat(split.train() + split.validation() + split.test()).isEqualTo(50);
    assertThat(split.leakingGroups()).isZero();

    long[] versions = versions(workspace);
    IngestResult again = Ingest.run(spark, workspace, IngestOptions.of(dump.toString()));
    assertThat(again.unchanged()).isEqualTo(50);
    assertThat(Featurize.run(spark, workspace, config).unchanged()).isEqualTo(50);
    assertThat(Split.run(spark, workspace, options)).isEqualTo(split);
    assertThat(versions(workspace)).isEqualTo(versions);

    Set<Fold> folds = Set.of(Fold.TRAIN, Fold.VALIDATION);
    LabeledGraphs labeled =
        LabeledGraphs.of(
            spark,
            workspace,
            new LabeledGraphs.Query(
                "default", config.id(), Target.FORMATION_ENERGY_PER_ATOM, folds));
    try (ReadGraphs read = labeled.read(3, false, false, GraphLimits.NONE, folds)) {
      assertThat(read.counts().get(Fold.TRAIN))
          .isEqualTo(new ReadGraphs.Counts(split.train(), Map.of(), Map.of()));
      assertThat(read.graphs(Fold.TRAIN).collect())
          .hasSize((int) split.train())
          .allSatisfy(example -> assertThat(example.targets()[0]).isBetween(-5.0, 0.5))
          .allSatisfy(example -> assertThat(example.fold()).isEqualTo(Fold.TRAIN));
      assertThat(read.graphs(Fold.VALIDATION).collect()).hasSize((int) split.validation());
      assertThat(read.graphs(Fold.TEST).collect()).isEmpty();
    }
  }

  @Test
  void readsTheDirectionsThatFeaturizationWouldHaveComputed(@TempDir Path folder) throws Exception {
    Path dump = SharedData.file("mp-oxides-50.jsonl.gz");
    Workspace workspace = new Workspace(folder.toString());
    GraphConfig config = new GraphConfig(6, 12, Ties.ALL, false, true, true);
    Ingest.run(spark, workspace, IngestOptions.of(dump.toString()));
    Featurize.run(spark, workspace, config);
    Split.run(
        spark,
        workspace,
        SplitOptions.of("default", SplitStrategy.COMPOSITION, new FoldFractions(0, 0), 1));
    Map<String, CrystalGraph> expected = directed(workspace, new GraphBuilder(config));
    LabeledGraphs labeled =
        LabeledGraphs.of(
            spark,
            workspace,
            new LabeledGraphs.Query(
                "default",
                config.id(),
                Target.FORMATION_ENERGY_PER_ATOM,
                EnumSet.allOf(Fold.class)));
    try (ReadGraphs read = labeled.read(3, false, true, GraphLimits.NONE, Set.of(Fold.TRAIN))) {
      List<LabeledGraph> graphs = read.graphs(Fold.TRAIN).collect();
      assertThat(graphs)
          .hasSize(50)
          .allSatisfy(
              material -> {
                CrystalGraph graph = expected.get(material.materialId());
                assertThat(material.graph().neighbors()).isEqualTo(graph.neighbors());
                assertThat(material.graph().directions()).isEqualTo(graph.directions());
                assertThat(material.graph().images()).isEmpty();
              });
    }
    try (ReadGraphs read = labeled.read(3, false, false, GraphLimits.NONE, Set.of(Fold.TRAIN))) {
      assertThat(read.graphs(Fold.TRAIN).first().graph().hasDirections()).isFalse();
    }
    assertThat(StoredRecipe.all(spark, workspace))
        .extracting(StoredRecipe::config)
        .containsExactly(config);
  }

  private Map<String, CrystalGraph> directed(Workspace workspace, GraphBuilder builder) {
    Map<String, CrystalGraph> graphs = new HashMap<>();
    for (Row row : MaterialTable.read(spark, workspace).collectAsList()) {
      Structure structure = MaterialTable.structure(row);
      graphs.put(
          row.getAs(MaterialTable.MATERIAL_ID), Directions.of(builder.build(structure), structure));
    }
    return graphs;
  }

  private long[] versions(Workspace workspace) {
    return new long[] {
      MaterialTable.TABLE.version(spark, workspace),
      RejectionTable.TABLE.version(spark, workspace),
      GraphTable.TABLE.version(spark, workspace),
      SplitTable.TABLE.version(spark, workspace)
    };
  }
}
