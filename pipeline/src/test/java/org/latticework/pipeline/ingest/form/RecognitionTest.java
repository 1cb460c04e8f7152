package org.latticework.pipeline.ingest.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latticework.pipeline.SummaryDocument.write;

import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latticework.pipeline.ingest.Packed;

class RecognitionTest {
  @TempDir private Path folder;

  private static DumpFormat of(Path input) throws Exception {
    return Recognition.of(new Configuration(), input.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":1}                             | JSON
          [                                   | JSON
          {"cif,": 1,cif,2}                   | JSON
          nothing that one knows              | JSON
          data_x                              | CIF
          # a comment; ; # another; ; loop_   | CIF
          _cell_length_a 4                    | CIF
          material_id,cif                     | CSV
          "a","cif","b"                       | CSV
          cif                                 | CSV
          a,b,cifs                            | JSON
          2; Lattice="4 0 0 0 4 0 0 0 4"      | EXTXYZ
          2; a molecule; H 0 0 0              | JSON
          salt; 1.0; 4 0 0; 0 4 0; 0 0 4; Na  | POSCAR
          salt; 1 1 1; 4 0 0; 0 4 0; 0 0 4    | POSCAR
          salt; 1.0; 4 0 0; 0 4 0; 0 0        | JSON
          """)
  void tellsTheFormOfAFileByItsBeginning(String text, DumpFormat expected) throws Exception {
    String lines = text.replace("; ", "\n");
    assertThat(of(write(folder.resolve("dump"), lines))).isEqualTo(expected);
    assertThat(of(write(folder.resolve("dump.gz"), lines))).isEqualTo(expected);
  }

  @Test
  void goesByTheNameOfAFileThatIsDamaged() throws Exception {
    for (String name : new String[] {"a.cif.gz", "a.csv.gz", "a.gz"}) {
      Files.writeString(folder.resolve(name), "not gzip");
    }
    assertThat(of(folder.resolve("a.cif.gz"))).isEqualTo(DumpFormat.CIF);
    assertThat(of(folder.resolve("a.csv.gz"))).isEqualTo(DumpFormat.CSV);
    assertThat(of(folder.resolve("a.gz"))).isEqualTo(DumpFormat.JSON);
  }

  @ParameterizedTest
  @CsvSource({
    "POSCAR, POSCAR",
    "CONTCAR_12, POSCAR",
    "POSCAR-JVASP-1.vasp.xz, POSCAR",
    "a.poscar.bz2, POSCAR",
    "a.xyz, EXTXYZ",
    "a.EXTXYZ.zst, EXTXYZ",
    "POSCAR_1.cif, CIF",
    "POSCAR.ndjson, JSON",
    "CONTCAR.ndjson.gz, JSON",
    "poscar.static, POSCAR",
    "POSCAR-1.json.vasp, POSCAR",
    "CONTCAR-1.xyz.bz2, EXTXYZ",
    "poscars.csv, CSV",
    "a.csv.zst, CSV",
    "a.json, JSON"
  })
  void goesByTheNameOfAFileThatShowsNothing(String name, DumpFormat expected) throws Exception {
    byte[] text = "nothing that one knows".getBytes(StandardCharsets.UTF_8);
    Files.write(folder.resolve(name), text);
    assertThat(of(folder.resolve(name))).isEqualTo(expected);

    Files.createDirectories(folder.resolve("f"));
    Files.write(folder.resolve("f").resolve(name), text);
    assertThat(of(folder.resolve("f"))).isEqualTo(expected);
  }

  @Test
  void doesNotTakeWhatOnlyBeginsLikeAPoscarForOne() throws Exception {
    for (String name : List.of("poscar_notes.txt", "CONTCAR.txt.gz", "poscars", "POSCAR.zip")) {
      write(folder.resolve("cif").resolve(name), "x");
      write(folder.resolve("parquet").resolve(name), "x");
    }
    write(folder.resolve("cif/a.cif"), "x");
    write(folder.resolve("parquet/poscars-0001.parquet"), "x");
    write(folder.resolve("parquet/POSCAR-2.parquet"), "x");

    assertThat(of(folder.resolve("cif"))).isEqualTo(DumpFormat.CIF);
    assertThat(of(folder.resolve("parquet"))).isEqualTo(DumpFormat.PARQUET);
    write(folder.resolve("parquet/POSCAR"), "x");
    assertThatThrownBy(() -> of(folder.resolve("parquet")))
        .hasMessageContaining("parquet and others");
  }

  @Test
  void tellsTheFormOfAPackedFileByItsText() throws Exception {
    for (String ending : new String[] {"gz", "bz2", "xz", "zst"}) {
      Path file = folder.resolve("dump." + ending);
      Files.write(file, Packed.of(ending, "material_id,cif\n"));
      assertThat(of(file)).isEqualTo(DumpFormat.CSV);
    }
  }

  @Test
  void tellsTheFormOfAFolderByTheNamesInIt() throws Exception {
    write(folder.resolve("json/a/b.jsonl.gz"), "x");
    write(folder.resolve("json/readme.txt"), "x");
    write(folder.resolve("csv/train.csv"), "x");
    write(folder.resolve("cif/id_prop.csv"), "x");
    write(folder.resolve("cif/atom_init.json"), "x");
    write(folder.resolve("cif/1.cif"), "x");

    assertThat(of(folder.resolve("json"))).isEqualTo(DumpFormat.JSON);
    assertThat(of(folder.resolve("csv"))).isEqualTo(DumpFormat.CSV);
    assertThat(of(folder.resolve("cif"))).isEqualTo(DumpFormat.CIF);
  }

  @Test
  void doesNotGuessWhereAFolderHasSeveralFormsOrNone() throws Exception {
    write(folder.resolve("both/a.json"), "x");
    write(folder.resolve("both/a.csv"), "x");
    write(folder.resolve("none/readme.txt"), "x");

    assertThatThrownBy(() -> of(folder.resolve("both")))
        .isInstanceOf(UnclearFormException.class)
        .hasMessageContaining("forms json, csv:")
        .hasMessageContaining("--format");
    write(folder.resolve("mixed/a.cif"), "x");
    write(folder.resolve("mixed/a.jsonl"), "x");
    assertThatThrownBy(() -> of(folder.resolve("mixed"))).hasMessageContaining("forms json, cif:");
    assertThatThrownBy(() -> of(folder.resolve("none")))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("nothing to ingest");
  }
}
