package org.latticework.pipeline.trainingset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticework.pipeline.SummaryDocument.cesiumChloride;
import static org.latticework.pipeline.SummaryDocument.site;
import static org.latticework.pipeline.SummaryDocument.structure;
import static org.latticework.pipeline.SummaryDocument.write;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.featurizer.graph.GraphMemory;
import org.latticework.pipeline.SparkForTests;
import org.latticework.pipeline.SummaryDocument;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.featurize.Featurize;
import org.latticework.pipeline.ingest.Ingest;
import org.latticework.pipeline.ingest.IngestOptions;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.material.Target;
import org.latticework.pipeline.split.Criterion;
import org.latticework.pipeline.split.FoldFractions;
import org.latticework.pipeline.split.FoldSizes;
import org.latticework.pipeline.split.Split;
import org.latticework.pipeline.split.SplitOptions;
import org.latticework.pipeline.trainingset.ReadGraphs.Reason;

class LabeledGraphsIT {
  @TempDir private Path folder;
  private final SparkSession spark = SparkForTests.session();
  private Workspace workspace;

  @BeforeEach
  void openWorkspace() {
    workspace = new Workspace(folder.resolve("work").toString());
  }

  private void ingest(Object... documents) throws Exception {
    Path dump = write(folder.resolve("dump.jsonl"), documents);
    Ingest.run(spark, workspace, IngestOptions.of(dump.toString()));
  }

  /** A simple cubic cell of one atom. */
  private static SummaryDocument argon(String id, double edge) {
    return cesiumChloride(id, 1).with("structure", structure(edge, site("Ar", "[0,0,0]")));
  }

  private static SummaryDocument salt(String id, double edge, String energy) {
    return cesiumChloride(id, edge).with("formation_energy_per_atom", energy);
  }

  private LabeledGraphs labeled(GraphConfig config, Fold... folds) {
    return LabeledGraphs.of(
        spark,
        workspace,
        new LabeledGraphs.Query(
            "given", config.id(), Target.FORMATION_ENERGY_PER_ATOM, Set.of(folds)));
  }

  private void splitAsGiven(String... folds) throws Exception {
    Path file = write(folder.resolve("folds.csv"), "material_id,fold", String.join("\n", folds));
    SplitOptions given =
        SplitOptions.of(
            "given",
            Criterion.file(file.toString(), false),
            FoldSizes.of(new FoldFractions(0, 0)),
            0);
    Split.run(spark, workspace, given);
  }

  @Test
  void joinsGraphsWithFoldsAndTargetsAndCountsWhatLacksOne() throws Exception {
    ingest(
        salt("mp-1", 4.1, "-1.5"),
        salt("mp-2", 4.2, "null"),
        argon("mp-3", 30),
        argon("mp-4", 30).without("formation_energy_per_atom"),
        salt("mp-5", 4.5, "-2.5"),
        cesiumChloride("mp-6", 4.6));
    GraphConfig config = GraphConfig.plain(8.0, 12);
    Featurize.run(spark, workspace, config);
    splitAsGiven(
        "mp-1,train", "mp-2,train", "mp-3,train", "mp-4,validation", "mp-5,train", "mp-6,test");

    Set<Fold> folds = Set.of(Fold.TRAIN, Fold.VALIDATION);
    ReadGraphs read =
        labeled(config, Fold.TRAIN, Fold.VALIDATION).read(1, false, false, GraphLimits.NONE, folds);
    assertThat(read.counts())
        .isEqualTo(
            Map.of(
                Fold.TRAIN,
                new ReadGraphs.Counts(
                    2,
                    Map.of(Reason.WITHOUT_TARGET, 1L, Reason.WITHOUT_GRAPH, 1L),
                    Map.of(
                        Reason.WITHOUT_TARGET, List.of("mp-2"),
                        Reason.WITHOUT_GRAPH, List.of("mp-3"))),
                Fold.VALIDATION,
                new ReadGraphs.Counts(
                    0,
                    Map.of(Reason.WITHOUT_TARGET, 1L),
                    Map.of(Reason.WITHOUT_TARGET, List.of("mp-4")))));
    assertThat(read.graphs(Fold.TRAIN).collect())
        .extracting(
            graph -> graph.materialId() + " " + graph.fold().word() + " " + graph.targets()[0])
        .containsExactly("mp-1 train -1.5", "mp-5 train -2.5");
    read.close();
    assertThat(read.graphs(Fold.TRAIN).first().graph().atoms()).isEqualTo(2);
    assertThat(read.graphs(Fold.VALIDATION).collect()).isEmpty();
  }

  @Test
  void leavesOutWhatTheNetworkCannotTake() throws Exception {
    ingest(
        salt("mp-1", 4.1, "-1.5"), argon("mp-2", 3), argon("mp-3", 9), salt("mp-4", 4.4, "-2.5"));
    GraphConfig config = GraphConfig.plain(10.0, GraphConfig.ALL_NEIGHBORS);
    Featurize.run(spark, workspace, config);
    splitAsGiven("mp-1,train", "mp-2,train", "mp-3,train", "mp-4,test");

    GraphLimits limits = new GraphLimits(54, 100); // to Xe
    LabeledGraphs both = labeled(config, Fold.TRAIN, Fold.TEST);
    try (ReadGraphs read = both.read(1, false, false, limits, Set.of(Fold.TRAIN))) {
      ReadGraphs.Counts train = read.counts().get(Fold.TRAIN);
      assertThat(train.labeled()).isEqualTo(1);
      assertThat(train.examples())
          .isEqualTo(
              Map.of(
                  Reason.UNKNOWN_ELEMENT, List.of("mp-1 (Cs)"),
                  // integer vectors of length 1 to √11, since √12 · 3 Å is beyond the cutoff
                  Reason.TOO_MANY_EDGES, List.of("mp-2 (%d edges)".formatted(shells(11)))));
      assertThat(read.counts().get(Fold.TEST).leftOut())
          .isEqualTo(Map.of(Reason.UNKNOWN_ELEMENT, 1L));
      assertThat(read.graphs(Fold.TRAIN).collect())
          .extracting(LabeledGraph::materialId)
          .containsExactly("mp-3");
    }
  }

  @Test
  void leavesOutWhatWouldTakeTooMuchMemory() throws Exception {
    ingest(salt("mp-1", 3.5, "-1.5"), argon("mp-2", 3), argon("mp-3", 9)); // the first is densest
    GraphConfig config = GraphConfig.plain(10.0, GraphConfig.ALL_NEIGHBORS);
    Featurize.run(spark, workspace, config);
    splitAsGiven("mp-1,test", "mp-2,train", "mp-3,train");
    int edges = shells(11); // of one atom, whose neighbors are its own copies
    long pairs = (long) edges * edges;
    GraphMemory memory = new GraphMemory(3 << 20, 2 << 20, 1 << 20);
    long megabytes = 3 + 2L * edges + pairs;

    GraphLimits below = new GraphLimits(118, Integer.MAX_VALUE, memory, (megabytes - 1) << 20);
    GraphLimits enough = new GraphLimits(118, Integer.MAX_VALUE, memory, megabytes << 20);

    LabeledGraphs all = labeled(config, Fold.TRAIN, Fold.TEST);
    try (ReadGraphs read = all.read(1, false, false, below, Set.of(Fold.TRAIN))) {
      assertThat(read.counts().get(Fold.TRAIN).examples())
          .isEqualTo(Map.of(Reason.TOO_MUCH_MEMORY, List.of("mp-2 (%,d MB)".formatted(megabytes))));
      assertThat(read.counts().get(Fold.TEST).leftOut()) // though its graph is not read
          .isEqualTo(Map.of(Reason.TOO_MUCH_MEMORY, 1L));
      assertThat(read.graphs(Fold.TRAIN).collect())
          .extracting(LabeledGraph::materialId)
          .containsExactly("mp-3");
    }
    try (ReadGraphs read = all.read(1, false, false, enough, Set.of(Fold.TRAIN))) {
      assertThat(read.counts().get(Fold.TRAIN).labeled()).isEqualTo(2);
    }
  }

  /** Returns how many points of the cubic lattice are no farther than √most from the origin. */
  private static int shells(int most) {
    int count = -1; // the origin itself
    for (int x = -4; x <= 4; x++) {
      for (int y = -4; y <= 4; y++) {
        for (int z = -4; z <= 4; z++) {
          count += x * x + y * y + z * z <= most ? 1 : 0;
        }
      }
    }
    return count;
  }

  @Test
  void onlyCountsTheFoldsThatAreNotUsed() throws Exception {
    ingest(salt("mp-1", 4.1, "-1.5"), salt("mp-4", 4.4, "-2.5"));
    GraphConfig config = GraphConfig.plain(8.0, 12);
    Featurize.run(spark, workspace, config);
    splitAsGiven("mp-1,train", "mp-4,test");
    LabeledGraphs both = labeled(config, Fold.TRAIN, Fold.TEST);
    try (ReadGraphs read = both.read(1, false, false, GraphLimits.NONE, Set.of(Fold.TRAIN))) {
      assertThat(read.counts().get(Fold.TEST).labeled()).isEqualTo(1);
      assertThat(read.graphs(Fold.TEST).isEmpty()).isTrue();
      assertThat(read.graphs(Fold.TRAIN).count()).isEqualTo(1);
    }
  }
}
