package org.latticework.pipeline.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.latticework.pipeline.SummaryDocument.cesiumChloride;
import static org.latticework.pipeline.SummaryDocument.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.pipeline.SharedData;
import org.latticework.pipeline.SparkForTests;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.ingest.json.MatbenchReaderTest;
import org.latticework.pipeline.material.Material;
import org.latticework.pipeline.material.Rejection;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.material.Target;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.RejectionTable;

/** Every form of dump, from files to tables, recognized by looking. */
class FormsIT {
  @TempDir private Path folder;
  private final SparkSession spark = SparkForTests.session();
  private Workspace workspace;

  @BeforeEach
  void openWorkspace() {
    workspace = new Workspace(folder.resolve("work").toString());
  }

  private IngestResult ingest(Path input, Optional<String> target) throws IOException {
    return Ingest.run(
        spark,
        workspace,
        new IngestOptions(
            input.toString(),
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            List.of(),
            target,
            false));
  }

  private Map<String, Material> materials() {
    return MaterialTable.read(spark, workspace).collectAsList().stream()
        .map(MaterialTable::fromRow)
        .collect(Collectors.toMap(Material::materialId, material -> material));
  }

  private List<Rejection> rejections() {
    return RejectionTable.read(spark, workspace).collectAsList().stream()
        .map(RejectionTable::fromRow)
        .toList();
  }

  @Test
  void readsAFolderOfJsonWhoseFilesDifferInShape() throws Exception {
    Path dump = folder.resolve("dump");
    write(dump.resolve("a.jsonl.gz"), cesiumChloride("mp-1", 4.1), cesiumChloride("mp-2", 4.2));
    write(dump.resolve("b.json"), "[" + cesiumChloride("mp-3", 4.3) + ",{}]");
    write(dump.resolve("c.json.gz"), "{\"data\":[" + cesiumChloride("mp-4", 4.4) + "]}");
    write(
        dump.resolve("matbench_mp_gap.json.gz"),
        MatbenchReaderTest.table("[0,1]", "[\"structure\",\"gap pbe\"]", "0.5", "1.5"));
    IngestResult result = ingest(dump, Optional.empty());

    assertThat(result.read()).isEqualTo(7);
    assertThat(materials().keySet())
        .containsExactlyInAnyOrder("mp-1", "mp-2", "mp-3", "mp-4", "mb-mp-gap-1", "mb-mp-gap-2");
    assertThat(materials().get("mb-mp-gap-2").target(Target.BAND_GAP)).hasValue(1.5);
    assertThat(rejections().get(0).origin().record()).isEqualTo("index 1");
    assertThat(rejections().get(0).origin().source()).endsWith("/b.json");
    assertThat(ingest(dump, Optional.empty()).unchanged()).isEqualTo(6);
  }

  @Test
  void readsFilesWhoseNamesHaveAColonInEveryForm() throws Exception {
    Path dump = folder.resolve("at 10:30");
    write(dump.resolve("2023-09-01T00:00:00.jsonl"), cesiumChloride("mp-1", 4.1));
    write(dump.resolve("b.jsonl"), cesiumChloride("mp-2", 4.2));
    assertThat(ingest(dump, Optional.empty()).accepted()).isEqualTo(2);
    Path cif = folder.resolve("10:31.cif");
    write(cif, CifDocument.cesiumChloride("x", 4.3));
    assertThat(ingest(cif, Optional.empty()).accepted()).isEqualTo(1);
    Path parquet = folder.resolve("10:32.parquet");
    Path table = folder.resolve("table");
    spark
        .read()
        .json(dump.resolve("b.jsonl").toString())
        .coalesce(1)
        .write()
        .parquet(table.toString());
    try (var files = Files.newDirectoryStream(table, "*.parquet")) {
      Files.copy(files.iterator().next(), parquet);
    }
    assertThat(ingest(parquet, Optional.empty()).unchanged()).isEqualTo(1);
  }

  @Test
  void readsAFolderOfCifsAndLosesNeitherAFileNorALineOfTheList() throws Exception {
    Path dump = folder.resolve("cifs");
    write(dump.resolve("a/one.cif"), CifDocument.cesiumChloride("x", 4.1));
    write(dump.resolve("a/two.cif.gz"), CifDocument.cesiumChloride("x", 4.2));
    write(dump.resolve("a/unlisted.cif"), CifDocument.cesiumChloride("x", 4.3));
    write(dump.resolve("a/high.cif"), CifDocument.cesiumChloride("x", 4.4));
    write(dump.resolve("a/atom_init.json"), "{}");
    write(
        dump.resolve("a/id_prop.csv"),
        "one,-1.5",
        "two, 2",
        "gone,3",
        "high,tall",
        "one,7",
        "a,b,c");
    write(dump.resolve("b/three.cif"), CifDocument.cesiumChloride("x", 4.5));
    IngestResult result = ingest(dump, Optional.of("band_gap"));

    assertThat(result.read()).isEqualTo(8);
    assertThat(materials().keySet()).containsExactlyInAnyOrder("a/one", "a/two", "b/three");
    assertThat(materials().get("a/one").targets()).isEqualTo(Map.of(Target.BAND_GAP, -1.5));
    assertThat(materials().get("a/two").target(Target.BAND_GAP)).hasValue(2);
    assertThat(materials().get("b/three").targets()).isEmpty();
    assertThat(result.rejectionsByReason())
        .isEqualTo(
            Map.of(
                RejectionReason.NOT_LISTED, 1L,
                RejectionReason.MISSING_FILE, 1L,
                RejectionReason.MALFORMED_FIELD, 1L,
                RejectionReason.MALFORMED_CSV, 2L));
    assertThat(rejections())
        .filteredOn(rejection -> rejection.reason() == RejectionReason.MISSING_FILE)
        .allSatisfy(
            rejection -> {
              assertThat(rejection.origin().source()).endsWith("a/id_prop.csv");
              assertThat(rejection.origin().record()).isEqualTo("line 3");
              assertThat(rejection.materialId()).contains("gone");
            });
  }

  @Test
  void tellsApartCifsOfTheSameNameInDifferentFolders() throws Exception {
    Path dump = folder.resolve("cifs");
    write(dump.resolve("a/1.cif"), CifDocument.cesiumChloride("x", 4.1));
    write(dump.resolve("b/1.cif"), CifDocument.cesiumChloride("x", 4.2));
    write(dump.resolve("1.cif"), CifDocument.cesiumChloride("x", 4.3));
    write(dump.resolve("ID_PROP.CSV"), "1,-1.5");

    assertThat(ingest(dump, Optional.empty()).accepted()).isEqualTo(3);
    assertThat(materials().keySet()).containsExactlyInAnyOrder("1", "a/1", "b/1");
    assertThat(materials().get("1").target(Target.FORMATION_ENERGY_PER_ATOM)).hasValue(-1.5);
  }

  @Test
  void refusesADamagedListAndTheFilesThatItDoesNotNameAnyMore() throws Exception {
    Path dump = folder.resolve("cifs");
    write(dump.resolve("a/one.cif"), CifDocument.cesiumChloride("x", 4.1));
    write(dump.resolve("b/two.cif"), CifDocument.cesiumChloride("x", 4.2));
    byte[] list = Files.readAllBytes(write(folder.resolve("list.gz"), "one,-1.5"));
    Files.write(dump.resolve("a/id_prop.csv"), Arrays.copyOf(list, 5));
    IngestResult result = ingest(dump, Optional.empty());

    assertThat(result.accepted()).isEqualTo(1);
    assertThat(result.rejectionsByReason())
        .isEqualTo(Map.of(RejectionReason.TRUNCATED_FILE, 1L, RejectionReason.NOT_LISTED, 1L));
  }

  /** Writes a zip of POSCARs with ALIGNN's list, one of which is damaged and one not listed. */
  private Path zipOfPoscars() throws IOException {
    String text = "salt\n4.1\n1 0 0\n0 1 0\n0 0 1\nCs Cl\n1 1\nDirect\n0 0 0\n0.5 0.5 0.5\n";
    Path zip = folder.resolve("alignn.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name : List.of("POSCAR-1.vasp", "POSCAR-2.vasp", "POSCAR-3.vasp", "POSCAR-4")) {
        out.putNextEntry(new ZipEntry("all/" + name));
        out.write(text.replace("Cs", name.contains("3") ? "Xx" : "Cs").getBytes(UTF_8));
      }
      out.putNextEntry(new ZipEntry("all/id_prop.csv"));
      String list = "POSCAR-1.vasp,-1.5\nPOSCAR-3.vasp,1\nPOSCAR-4,0.5\nPOSCAR-5.vasp,2\n";
      out.write(list.getBytes(UTF_8));
    }
    return zip;
  }

  @Test
  void readsAZipOfPoscarsWithItsList() throws Exception {
    IngestResult result = ingest(zipOfPoscars(), Optional.of("band_gap"));

    assertThat(result.read()).isEqualTo(5);
    assertThat(result.accepted()).isEqualTo(2);
    assertThat(result.rejectionsByReason())
        .isEqualTo(
            Map.of(
                RejectionReason.NOT_LISTED, 1L,
                RejectionReason.UNKNOWN_ELEMENT, 1L,
                RejectionReason.MISSING_FILE, 1L));
    assertThat(materials().keySet()).containsExactlyInAnyOrder("all/POSCAR-1", "all/POSCAR-4");
    assertThat(materials().get("all/POSCAR-1").target(Target.BAND_GAP)).hasValue(-1.5);
    assertThat(rejections())
        .allMatch(rejection -> rejection.origin().source().contains("alignn.zip!/all/"));
  }

  @Test
  void readsAFolderOfExtendedXyz() throws Exception {
    String frame = "1\nLattice=\"3 0 0 0 3 0 0 0 3\" band_gap=%s\nPo 0 0 0\n";
    Path dump = folder.resolve("frames");
    write(dump.resolve("a/run.xyz"), frame.formatted(1) + frame.formatted("wide"));
    Files.write(dump.resolve("b.extxyz.zst"), Packed.of("zst", frame.formatted(2)));
    IngestResult result = ingest(dump, Optional.empty());

    assertThat(result.read()).isEqualTo(3);
    assertThat(materials().keySet()).containsExactlyInAnyOrder("a/run#1", "b");
    assertThat(rejections().get(0).materialId()).contains("a/run#2");
  }

  @Test
  void readsAFolderOfCsvFiles() throws Exception {
    String header = "material_id,band_gap,cif";
    write(
        folder.resolve("mp/train.csv"),
        header,
        "mp-1,1.5,\"" + CifDocument.cesiumChloride("x", 4.1) + "\"",
        "mp-2,wide,\"" + CifDocument.cesiumChloride("x", 4.1) + "\"");
    write(
        folder.resolve("mp/test.csv"),
        header,
        "mp-3,2.5,\"" + CifDocument.cesiumChloride("x", 4.3) + "\"");
    IngestResult result = ingest(folder.resolve("mp"), Optional.empty());

    assertThat(result.accepted()).isEqualTo(2);
    assertThat(materials().get("mp-3").target(Target.BAND_GAP)).hasValue(2.5);
    assertThat(rejections().get(0).origin().record()).isEqualTo("line 19, row 2");
  }

  @Test
  void readsOneCifFile() throws Exception {
    Path file = write(folder.resolve("salt.cif"), CifDocument.cesiumChloride("x", 4.1));

    assertThat(ingest(file, Optional.empty()).accepted()).isEqualTo(1);
    assertThat(materials()).containsKey("salt");
  }

  @Test
  void readsTheSampleOfRealCifsWithItsList() throws Exception {
    IngestResult result = ingest(SharedData.file("cif-sample"), Optional.empty());

    assertThat(result.accepted()).isEqualTo(10);
    assertThat(result.rejected()).isZero();
    assertThat(materials().get("1000041").target(Target.FORMATION_ENERGY_PER_ATOM)).hasValue(1);
    assertThat(materials().get("9012304").target(Target.FORMATION_ENERGY_PER_ATOM)).hasValue(10);
    assertThat(materials().get("9012304").formulaPretty()).isEqualTo("C");
  }
}
