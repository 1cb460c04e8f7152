package org.latticework.pipeline.featurize;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.latticework.pipeline.SummaryDocument.cesiumChloride;
import static org.latticework.pipeline.SummaryDocument.site;
import static org.latticework.pipeline.SummaryDocument.structure;
import static org.latticework.pipeline.SummaryDocument.write;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.crystal.StructureHash;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.featurizer.graph.GraphBuilder;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.featurizer.graph.Ties;
import org.latticework.pipeline.SparkForTests;
import org.latticework.pipeline.SummaryDocument;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.ingest.Ingest;
import org.latticework.pipeline.ingest.IngestOptions;
import org.latticework.pipeline.material.Rejection;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.table.GraphArrays;
import org.latticework.pipeline.table.GraphTable;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.RejectionTable;

class FeaturizeIT {
  private static final GraphConfig CONFIG = GraphConfig.plain(8.0, 12);

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

  private static SummaryDocument argonAlone(String id) {
    return cesiumChloride(id, 1).with("structure", structure(30, site("Ar", "[0,0,0]")));
  }

  private static SummaryDocument twoAtOnePlace(String id) {
    return cesiumChloride(id, 1)
        .with("structure", structure(4, site("Na", "[0,0,0]"), site("Cl", "[1,0,0]")));
  }

  private static SummaryDocument farAway(String id) {
    return cesiumChloride(id, 1)
        .with("structure", structure(4, site("Na", "[0,0,0]"), site("Cl", "[0.5,3e7,0.5]")));
  }

  private static SummaryDocument dense(String id) {
    return cesiumChloride(id, 1).with("structure", structure(0.25, site("C", "[0,0,0]")));
  }

  /** Materials, featurized, unchanged, rejected; atoms and edges made. */
  private static List<Long> facts(FeaturizeResult result) {
    assertThat(result.graphConfig()).isEqualTo(CONFIG.id());
    return List.of(
        result.materials(),
        result.featurized(),
        result.unchanged(),
        result.rejected(),
        result.work().total(TaskFacts::atoms),
        result.work().total(TaskFacts::edges));
  }

  @Test
  void makesTheGraphsThatTheBuilderMakes() throws Exception {
    ingest(cesiumChloride("mp-1", 4.1), cesiumChloride("mp-2", 4.2));
    List<GraphConfig> configs =
        List.of(
            CONFIG,
            new GraphConfig(8, 12, Ties.ALL, true, false),
            new GraphConfig(8, 12, Ties.ALL, false, true));
    for (GraphConfig config : configs) {
      Featurize.run(spark, workspace, config);
      Dataset<Row> graphs =
          GraphTable.read(spark, workspace)
              .where(col(GraphTable.GRAPH_CONFIG).equalTo(config.id()));
      assertThat(graphs.count()).isEqualTo(2);
      for (Row row : MaterialTable.read(spark, workspace).collectAsList()) {
        Structure structure = MaterialTable.fromRow(row).structure();
        CrystalGraph expected = new GraphBuilder(config).build(structure);
        Dataset<Row> made =
            graphs.where(col(GraphTable.STRUCTURE_HASH).equalTo(StructureHash.of(structure)));
        assertThat(made.first().<Integer>getAs(GraphTable.ATOMS)).isEqualTo(2);
        assertThat(made.first().<Integer>getAs(GraphTable.EDGES)).isEqualTo(expected.edges());
        assertThat(GraphArrays.read(made, GraphArrays.Parts.ALL).first())
            .usingRecursiveComparison()
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void makesOnlyWhatIsMissingAndNamesOnceWhatCannotBeMade() throws Exception {
    ingest(cesiumChloride("mp-1", 4.1), cesiumChloride("mp-2", 4.1), argonAlone("mp-3"));
    FeaturizeResult first = Featurize.run(spark, workspace, CONFIG);
    assertThat(facts(first)).containsExactly(3L, 2L, 0L, 1L, 2L, 24L);

    ingest(cesiumChloride("mp-4", 4.4), twoAtOnePlace("mp-5"));
    FeaturizeResult second = Featurize.run(spark, workspace, CONFIG);
    assertThat(facts(second)).containsExactly(5L, 1L, 2L, 2L, 2L, 24L);

    long graphs = GraphTable.TABLE.version(spark, workspace);
    long rejections = RejectionTable.TABLE.version(spark, workspace);
    FeaturizeResult third = Featurize.run(spark, workspace, CONFIG);
    assertThat(facts(third)).containsExactly(5L, 0L, 3L, 2L, 0L, 0L);
    assertThat(GraphTable.TABLE.version(spark, workspace)).isEqualTo(graphs);
    assertThat(RejectionTable.TABLE.version(spark, workspace)).isEqualTo(rejections);
    assertThat(GraphTable.read(spark, workspace).count()).isEqualTo(2);

    List<Rejection> refused = rejections();
    assertThat(refused)
        .extracting(Rejection::reason)
        .containsExactly(RejectionReason.ISOLATED_SITE, RejectionReason.COINCIDENT_SITES);
    assertThat(refused.get(0).detail()).isEqualTo("mp-3: site 0 (Ar) has no neighbor within 8.0 Å");
    assertThat(refused.get(0).origin().record()).isEqualTo("line 3");
    assertThat(refused.get(0).origin().source()).endsWith("dump.jsonl");
  }

  @Test
  void namesTheCellsThatItCannotSearchAndMakesTheOthers() throws Exception {
    ingest(farAway("mp-1"), cesiumChloride("mp-2", 4.1), dense("mp-3"));
    GraphConfig all = GraphConfig.plain(30.0, GraphConfig.ALL_NEIGHBORS); // (4π/3) (30/0.25)³ pairs
    FeaturizeResult result = Featurize.run(spark, workspace, all);

    assertThat(result.featurized()).isEqualTo(1);
    assertThat(result.rejected()).isEqualTo(2);
    List<Rejection> refused = rejections();
    assertThat(refused)
        .extracting(Rejection::reason)
        .containsOnly(RejectionReason.UNSEARCHABLE_CELL);
    assertThat(refused.get(0).detail())
        .isEqualTo("mp-1: site 1 (Cl) is 3.0E7 cells away, need at most 1000000.0");
    assertThat(refused.get(1).detail())
        .startsWith("mp-3: ")
        .contains("more than 4,194,304 pairs of atoms");
  }

  private List<Rejection> rejections() {
    return RejectionTable.read(spark, workspace).orderBy("material_id").collectAsList().stream()
        .map(RejectionTable::fromRow)
        .toList();
  }

  @Test
  void refusesEachMaterialOfARefusedStructureWheneverItCame() throws Exception {
    ingest(argonAlone("mp-1"), cesiumChloride("mp-2", 4.1));
    Featurize.run(spark, workspace, CONFIG);
    ingest(argonAlone("mp-3"));
    long graphs = GraphTable.TABLE.version(spark, workspace);
    FeaturizeResult second = Featurize.run(spark, workspace, CONFIG);

    assertThat(facts(second)).containsExactly(3L, 0L, 1L, 2L, 0L, 0L);
    assertThat(GraphTable.TABLE.version(spark, workspace)).isEqualTo(graphs);
    assertThat(RejectionTable.read(spark, workspace).collectAsList())
        .extracting(row -> row.<String>getAs(RejectionTable.MATERIAL_ID))
        .containsExactlyInAnyOrder("mp-1", "mp-3");
    long rejections = RejectionTable.TABLE.version(spark, workspace);
    assertThat(Featurize.run(spark, workspace, CONFIG).rejected()).isEqualTo(2);
    assertThat(RejectionTable.TABLE.version(spark, workspace)).isEqualTo(rejections);
  }

  @Test
  void makesOnlyRejectionsWhereNoGraphCanBeMade() throws Exception {
    ingest(argonAlone("mp-1"), argonAlone("mp-2"));

    assertThat(facts(Featurize.run(spark, workspace, CONFIG)))
        .containsExactly(2L, 0L, 0L, 2L, 0L, 0L);
    assertThat(facts(Featurize.run(spark, workspace, CONFIG)))
        .containsExactly(2L, 0L, 0L, 2L, 0L, 0L);
    assertThat(RejectionTable.read(spark, workspace).count()).isEqualTo(2);
  }

  @Test
  void makesGraphsAnewUnderAnotherConfiguration() throws Exception {
    ingest(cesiumChloride("mp-1", 4.1), argonAlone("mp-2"));
    Featurize.run(spark, workspace, CONFIG);
    FeaturizeResult wide = Featurize.run(spark, workspace, GraphConfig.plain(31.0, 4));

    assertThat(wide.featurized()).isEqualTo(2);
    assertThat(GraphTable.read(spark, workspace).count()).isEqualTo(3);
  }

  @Test
  void keepsThreeConfigurationsSideBySideAndSaysWhatTheyAre() throws Exception {
    ingest(cesiumChloride("mp-1", 4.1), cesiumChloride("mp-2", 4.2));
    GraphConfig all = GraphConfig.plain(5.0, GraphConfig.ALL_NEIGHBORS);
    GraphRecipe stored = new GraphRecipe(CONFIG, Optional.of(GaussianBasis.original()));
    Featurize.run(spark, workspace, CONFIG);
    Featurize.run(spark, workspace, all);
    Featurize.run(spark, workspace, stored);

    assertThat(Featurize.run(spark, workspace, CONFIG).unchanged()).isEqualTo(2);
    assertThat(Featurize.run(spark, workspace, all).unchanged()).isEqualTo(2);
    assertThat(Featurize.run(spark, workspace, stored).unchanged()).isEqualTo(2);
    assertThat(GraphTable.read(spark, workspace).count()).isEqualTo(6);
    assertThat(GraphTable.descriptions(spark, workspace))
        .isEqualTo(
            Map.of(
                CONFIG.id(), CONFIG.description(),
                all.id(), all.description(),
                stored.id(),
                    CONFIG.description() + " features=cutoff:8.0,size:41,sigma:0.2,h:1.0"));
  }

  @Test
  void storesTheGaussiansOfEveryDistance() throws Exception {
    ingest(cesiumChloride("mp-1", 4.1));
    GraphRecipe recipe = new GraphRecipe(CONFIG, Optional.of(GaussianBasis.original()));
    Featurize.run(spark, workspace, recipe);

    CrystalGraph graph =
        GraphArrays.read(GraphTable.read(spark, workspace), GraphArrays.Parts.EDGE_FEATURES)
            .first();
    assertThat(graph.edgeFeatureSize()).isEqualTo(41);
    for (int edge = 0; edge < graph.edges(); edge++) {
      for (int k = 0; k < 41; k++) {
        double u = (graph.distance(edge) - 0.2 * k) / 0.2;
        assertThat(graph.edgeFeature(edge, k))
            .isCloseTo((float) Math.exp(-u * u), within(1e-6f)); // float's rounding
      }
    }
  }

  @Test
  void rebuildsOneConfigurationInOneCommitAndLeavesTheOthersAlone() throws Exception {
    ingest(cesiumChloride("mp-1", 4.1), cesiumChloride("mp-2", 4.1), argonAlone("mp-3"));
    GraphConfig other = GraphConfig.plain(5.0, 4);
    Featurize.run(spark, workspace, other);
    Featurize.run(spark, workspace, CONFIG);
    List<String> before = json();
    long version = GraphTable.TABLE.version(spark, workspace);

    FeaturizeResult rebuilt = Featurize.rebuild(spark, workspace, GraphRecipe.of(CONFIG));

    assertThat(facts(rebuilt)).containsExactly(3L, 2L, 0L, 1L, 2L, 24L);
    assertThat(GraphTable.TABLE.version(spark, workspace)).isEqualTo(version + 1);
    assertThat(json()).isEqualTo(before);
    assertThat(RejectionTable.read(spark, workspace).count()).isEqualTo(2);
    assertThat(Featurize.run(spark, workspace, CONFIG).unchanged()).isEqualTo(2);
    assertThat(Featurize.run(spark, workspace, other).unchanged()).isEqualTo(2);
  }

  @Test
  void believesTheGraphWhereARebuildDiedBeforeItTookBackTheRejection() throws Exception {
    ingest(cesiumChloride("mp-1", 4.1), cesiumChloride("mp-2", 4.2), argonAlone("mp-3"));
    Featurize.run(spark, workspace, CONFIG);
    Row refused = RejectionTable.read(spark, workspace).first();
    Row graphed = MaterialTable.read(spark, workspace).where("material_id = 'mp-1'").first();
    RejectionTable.TABLE.append(
        workspace,
        spark
            .createDataFrame(List.of(refused), RejectionTable.SCHEMA)
            .withColumn(RejectionTable.MATERIAL_ID, lit("mp-1"))
            .withColumn(
                RejectionTable.STRUCTURE_HASH,
                lit(graphed.<String>getAs(MaterialTable.STRUCTURE_HASH))));

    assertThat(facts(Featurize.run(spark, workspace, CONFIG)))
        .containsExactly(3L, 0L, 2L, 1L, 0L, 0L);
    assertThat(rejections())
        .extracting(rejection -> rejection.materialId().orElseThrow())
        .containsExactly("mp-3");
  }

  private List<String> json() {
    return GraphTable.read(spark, workspace)
        .orderBy(GraphTable.GRAPH_CONFIG, GraphTable.STRUCTURE_HASH)
        .toJSON()
        .collectAsList();
  }
}
