package org.latticework.pipeline.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.pipeline.SparkForTests;
import org.latticework.pipeline.delta.StoredTable;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.material.Origin;
import org.latticework.pipeline.material.Rejection;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.table.GraphArrays;
import org.latticework.pipeline.table.GraphTable;
import org.latticework.pipeline.table.RejectionTable;
import org.latticework.pipeline.table.SplitTable;
import org.latticework.pipeline.table.model.PredictedValue;
import org.latticework.pipeline.table.model.PredictionTable;
import scala.Tuple2;

class ExportIT {
  @TempDir private Path folder;
  private final SparkSession spark = SparkForTests.session();

  private Path export(StoredTable table, ExportFormat format) throws Exception {
    Path output = folder.resolve("out");
    Export.run(spark, new Workspace(folder.toString()), table, format, output.toString());
    try (var files = Files.list(folder)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("out", "tables");
    }
    return output;
  }

  @Test
  void keepsTextsFromBeingCalculatedBySpreadsheetsIfAskedTo() throws Exception {
    var rows =
        spark
            .sql(
                "SELECT '=1+1' AS a, '-mp' AS b, '+x' AS c, '@y' AS d, '\t=1' AS e, -1.5D AS f, 'mp-1'"
                    + " AS g, '=\"a\",b' AS h")
            .coalesce(1);
    Path output = folder.resolve("at 10:30.csv");
    Export.write(rows, ExportFormat.CSV_FOR_SPREADSHEETS, output.toString());
    assertThat(Files.readString(output))
        .isEqualTo("a,b,c,d,e,f,g,h\n'=1+1,'-mp,'+x,'@y,'\t=1,-1.5,mp-1,\"'=\"\"a\"\",b\"\n");
    Export.write(rows, ExportFormat.CSV, output.toString());
    assertThat(Files.readString(output))
        .startsWith("a,b,c,d,e,f,g,h\n=1+1,-mp,+x,@y,\t=1,-1.5,mp-1,");
    assertThat(folder.toFile().list()).containsExactly("at 10:30.csv");
  }

  @Test
  void writesArraysAsJsonAndScalarsAsCsvInTheOrderOfTheKey() throws Exception {
    CrystalGraph graph =
        new CrystalGraph(
            new int[] {55, 17}, new int[] {0, 1, 2}, new int[] {1, 0}, new float[] {3.55f, 0.1f});
    Workspace workspace = new Workspace(folder.toString());
    JavaRDD<Tuple2<String, CrystalGraph>> graphs =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(
                List.of(
                    new Tuple2<>("ff", graph),
                    new Tuple2<>("aa", graph.merged(new int[] {1, 2}, new int[] {1, 3}))));
    GraphTable.TABLE.append(workspace, GraphArrays.rows(spark, graphs, "g-1"));

    String rest =
        ",\"edges\":2,\"atomic_numbers\":[55,17],\"offsets\":[0,1,2],"
            + "\"neighbors\":[1,0],\"distances\":[3.55,0.1],\"edge_features\":null,";
    assertThat(export(GraphTable.TABLE, ExportFormat.JSONL))
        .content()
        .isEqualTo(
            "{\"graph_config\":\"g-1\",\"structure_hash\":\"aa\",\"atoms\":3"
                + rest
                + "\"multiplicities\":[1,2],\"weights\":[1,3],\"classes\":null,\"images\":null}\n"
                + "{\"graph_config\":\"g-1\",\"structure_hash\":\"ff\",\"atoms\":2"
                + rest
                + "\"multiplicities\":null,\"weights\":null,\"classes\":null,\"images\":null}\n");
    assertThat(export(GraphTable.TABLE, ExportFormat.CSV))
        .content()
        .isEqualTo("graph_config,structure_hash,atoms,edges\ng-1,aa,3,2\ng-1,ff,2,2\n");
  }

  @Test
  void quotesWhatWouldBreakALineAndLeavesNullsEmpty() throws Exception {
    Workspace workspace = new Workspace(folder.toString());
    Rejection rejection =
        new Rejection(
            "2024",
            new Origin("a,b.jsonl", "line 1"),
            Optional.empty(),
            RejectionReason.MALFORMED_JSON,
            "a \"word\"\nand more",
            Optional.empty());
    RejectionTable.TABLE.append(
        workspace,
        spark.createDataFrame(List.of(RejectionTable.toRow(rejection)), RejectionTable.SCHEMA));

    assertThat(export(RejectionTable.TABLE, ExportFormat.CSV))
        .content()
        .endsWith("\n2024,\"a,b.jsonl\",line 1,,MALFORMED_JSON,\"a \"\"word\"\"\nand more\",,\n");
    assertThat(export(RejectionTable.TABLE, ExportFormat.JSONL))
        .content()
        .contains("\"material_id\":null,\"reason\":\"MALFORMED_JSON\"");
  }

  @Test
  void replacesThePredictionsOfAModelOnAFoldAndNoOthers() throws Exception {
    Workspace workspace = new Workspace(folder.toString());
    for (double prediction : new double[] {1.5, 2.5}) {
      for (String model : List.of("it's", "other")) {
        PredictionTable.replace(
            workspace,
            spark.createDataFrame(
                List.of(
                    PredictionTable.toRow(
                        model,
                        "mp-1",
                        OptionalDouble.empty(),
                        PredictedValue.of(prediction),
                        Fold.TEST,
                        "id-1",
                        "band_gap",
                        OptionalDouble.of(0.25))),
                PredictionTable.SCHEMA),
            model,
            Fold.TEST,
            "id-1");
      }
    }

    assertThat(export(PredictionTable.TABLE, ExportFormat.CSV))
        .content()
        .isEqualTo(
            "model,material_id,target,prediction,std,fold,training_id,column,nearest_distance,lower,upper\n"
                + "it's,mp-1,,2.5,,test,id-1,band_gap,0.25,,\nother,mp-1,,2.5,,test,id-1,band_gap,0.25,,\n");
  }

  @Test
  void leavesNoPredictionOfAnotherTraining() throws Exception {
    Workspace workspace = new Workspace(folder.toString());
    predict(workspace, "m", Fold.TRAIN, "id-1");
    predict(workspace, "m", Fold.TEST, "id-1");
    predict(workspace, "other", Fold.TEST, "id-1");
    predict(workspace, "m", Fold.TEST, "id-2");

    assertThat(export(PredictionTable.TABLE, ExportFormat.CSV))
        .content()
        .isEqualTo(
            "model,material_id,target,prediction,std,fold,training_id,column,nearest_distance,lower,upper\n"
                + "m,mp-1,,1.0,,test,id-2,band_gap,,,\nother,mp-1,,1.0,,test,id-1,band_gap,,,\n");

    PredictionTable.removeOthers(spark, workspace, "m", "id-3");

    assertThat(export(PredictionTable.TABLE, ExportFormat.CSV))
        .content()
        .isEqualTo(
            "model,material_id,target,prediction,std,fold,training_id,column,nearest_distance,lower,upper\n"
                + "other,mp-1,,1.0,,test,id-1,band_gap,,,\n");
  }

  private void predict(Workspace workspace, String model, Fold fold, String trainingId) {
    PredictionTable.replace(
        workspace,
        spark.createDataFrame(
            List.of(
                PredictionTable.toRow(
                    model,
                    "mp-1",
                    OptionalDouble.empty(),
                    PredictedValue.of(1),
                    fold,
                    trainingId,
                    "band_gap",
                    OptionalDouble.empty())),
            PredictionTable.SCHEMA),
        model,
        fold,
        trainingId);
  }

  @Test
  void saysSoIfThereIsNothingToExport() {
    assertThatThrownBy(() -> export(SplitTable.TABLE, ExportFormat.CSV))
        .hasMessage("There is no table splits in %s yet", folder);
    assertThatThrownBy(() -> Export.table("crystals"))
        .hasMessage(
            "A table is one of materials, releases, rejections, graphs, fingerprints, levels, splits, leakage, nearest, runs, predictions, got 'crystals'");
  }
}
