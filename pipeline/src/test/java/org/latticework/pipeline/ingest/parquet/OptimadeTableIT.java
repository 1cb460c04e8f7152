package org.latticework.pipeline.ingest.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.pipeline.SparkForTests;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.ingest.Ingest;
import org.latticework.pipeline.ingest.IngestOptions;
import org.latticework.pipeline.ingest.IngestResult;
import org.latticework.pipeline.ingest.Records;
import org.latticework.pipeline.ingest.document.RealOxide;
import org.latticework.pipeline.ingest.record.ColumnMap;
import org.latticework.pipeline.material.Material;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.material.Target;
import org.latticework.pipeline.table.MaterialTable;

/** Parquet with the columns of LeMat-Bulk, in its types. */
class OptimadeTableIT {
  private static final String SCHEMA =
      "elements array<string>, nsites int, dimension_types array<tinyint>,"
          + " nperiodic_dimensions tinyint, lattice_vectors array<array<double>>,"
          + " immutable_id string, cartesian_site_positions array<array<double>>, species string,"
          + " species_at_sites array<string>, last_modified string, energy double,"
          + " functional string";

  @TempDir private Path folder;
  private final SparkSession spark = SparkForTests.session();

  private Map<String, Material> materials(Workspace workspace) {
    return MaterialTable.read(spark, workspace).collectAsList().stream()
        .map(MaterialTable::fromRow)
        .collect(Collectors.toMap(Material::materialId, material -> material));
  }

  /** Writes rows into one file of a table. */
  private Path table(List<String> rows) {
    Path table = folder.resolve("table");
    spark
        .read()
        .schema(SCHEMA)
        .json(spark.createDataset(rows, Encoders.STRING()))
        .coalesce(1)
        .write()
        .parquet(table.toString());
    return table;
  }

  @Test
  void readsTheCrystalsOfLematBulkButNoEnergiesOfCells() throws Exception {
    List<RealOxide> oxides = RealOxide.all();
    List<String> rows = new ArrayList<>(oxides.stream().map(RealOxide::lemat).toList());
    rows.add(rows.get(0).replace("[1,1,1]", "[1,1,0]").replace(oxides.get(0).id(), "slab"));
    Workspace workspace = new Workspace(folder.resolve("work").toString());
    IngestResult result = Ingest.run(spark, workspace, IngestOptions.of(table(rows).toString()));

    assertThat(result.read()).isEqualTo(51);
    assertThat(result.accepted()).isEqualTo(50);
    assertThat(result.rejectionsByReason()).isEqualTo(Map.of(RejectionReason.NOT_PERIODIC, 1L));
    Map<String, Material> found = materials(workspace);
    for (RealOxide oxide : oxides) {
      Material truth = Records.material(Records.one(oxide.document()));
      Material read = found.get(oxide.id());
      assertThat(read.structure().lattice()).isEqualTo(truth.structure().lattice());
      assertThat(read.structure().fractionals())
          .containsExactly(truth.structure().fractionals(), within(RealOxide.ROUNDED));
      assertThat(read.targets()).isEmpty();
    }
  }

  @Test
  void readsAColumnThatIsMapped() throws Exception {
    Path table = table(RealOxide.all().stream().limit(3).map(RealOxide::lemat).toList());
    Workspace workspace = new Workspace(folder.resolve("work").toString());
    Ingest.run(
        spark,
        workspace,
        new IngestOptions(
            table.toString(),
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            List.of(),
            Optional.empty(),
            false,
            new ColumnMap(Map.of("efermi", "energy"))));
    assertThat(materials(workspace).values())
        .hasSize(3)
        .allSatisfy(each -> assertThat(each.target(Target.EFERMI)).hasValue(-123.5));
  }
}
