package org.latticework.pipeline.split;

import static org.latticework.pipeline.SummaryDocument.cesiumChloride;
import static org.latticework.pipeline.SummaryDocument.site;
import static org.latticework.pipeline.SummaryDocument.structure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.latticework.pipeline.SparkForTests;
import org.latticework.pipeline.SummaryDocument;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.ingest.Ingest;
import org.latticework.pipeline.ingest.IngestOptions;
import org.latticework.pipeline.table.LevelTable;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.SplitTable;

/**
 * A workspace of binary salts, each in some polymorphs, with a made-up table of levels: the
 * polymorphs of an oxide are near-duplicates, and the prototype is told by the cation, but is the
 * same for all polymorphs c.
 */
final class Salts {
  private static final Map<String, Double> EDGES = Map.of("a", 4.0, "b", 4.5, "c", 5.0);

  final SparkSession spark = SparkForTests.session();
  final Workspace workspace;
  private final Path folder;

  Salts(Path folder) {
    this.folder = folder;
    this.workspace = new Workspace(folder.resolve("work").toString());
  }

  /** Ingests all salts of some elements under a release, and the cations themselves. */
  void ingest(String release, List<String> cations, List<String> anions, String... polymorphs)
      throws IOException {
    List<Object> documents = new ArrayList<>();
    for (String cation : cations) {
      documents.add(document(cation, 3.0, release, site(cation, "[0,0,0]")));
      for (String anion : anions) {
        for (String polymorph : polymorphs) {
          documents.add(
              document(
                  cation + anion + polymorph,
                  EDGES.get(polymorph),
                  release,
                  site(cation, "[0,0,0]"),
                  site(anion, "[0.5,0.5,0.5]")));
        }
      }
    }
    Path dump = SummaryDocument.write(folder.resolve(release + ".jsonl"), documents.toArray());
    Ingest.run(spark, workspace, IngestOptions.of(dump.toString()));
    level();
  }

  private static SummaryDocument document(
      String name, double edge, String release, String... sites) {
    return cesiumChloride("mp-" + name, edge)
        .with("structure", structure(edge, sites))
        .with("builder_meta", "{\"database_version\": \"%s\"}".formatted(release));
  }

  /** Fills the table of levels for all structures that it lacks. */
  private void level() {
    Dataset<Row> materials = MaterialTable.read(spark, workspace);
    Dataset<Row> known = LevelTable.read(spark, workspace);
    materials.createOrReplaceTempView("salts");
    Dataset<Row> levels =
        spark.sql(
            """
            select structure_hash,
                   case when chemical_system like '%O%' then chemical_system else structure_hash end
                     as near_duplicate,
                   0.0D as near_duplicate_distance,
                   case when nsites = 1 then 'A-000000000000' when material_id like '%c' then 'AB-000000000003' when chemical_system like '%Na%' then 'AB-000000000001'
                     when chemical_system like '%K%' then 'AB-000000000002' else 'AB-000000000003' end as prototype,
                   0.0D as prototype_distance
            from salts
            """);
    LevelTable.TABLE.append(
        workspace,
        levels.join(
            known, levels.col("structure_hash").equalTo(known.col("structure_hash")), "left_anti"));
  }

  /** Returns a column of a split by the names of its materials. */
  Map<String, String> folds(String split) {
    return column(split, SplitTable.FOLD);
  }

  Map<String, String> column(String split, String column) {
    return SplitTable.read(spark, workspace, split).collectAsList().stream()
        .collect(
            Collectors.toMap(
                row -> row.<String>getAs(SplitTable.MATERIAL_ID).substring("mp-".length()),
                row -> row.getAs(column)));
  }
}
