package org.latticework.pipeline.ingest.ciftable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.crystal.Element;
import org.latticework.pipeline.ingest.CifDocument;
import org.latticework.pipeline.ingest.Gzip;
import org.latticework.pipeline.ingest.Records;
import org.latticework.pipeline.ingest.cifvalue.CifFault;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.material.Material;
import org.latticework.pipeline.material.Rejection;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.material.Target;

class CifReaderTest {
  private static List<DumpRecord> read(String text) {
    return Records.read(
        new CifReader(Records.STRICT, new TargetLists("file:/d")), "file:/d/salt.cif", text);
  }

  @Test
  void namesACrystalAfterItsFile() throws IOException {
    byte[] packed = Gzip.of(CifDocument.cesiumChloride("x", 4.1));
    CifReader reader = new CifReader(Records.STRICT, new TargetLists("file:/d"));
    Material material = Records.material(Records.read(reader, "/d/salt.cif.gz", packed).get(0));

    assertThat(material.materialId()).isEqualTo("salt");
    assertThat(material.formulaPretty()).isEqualTo("Cl Cs");
    assertThat(material.origin().source()).isEqualTo("/d/salt.cif.gz");
    assertThat(material.origin().record()).isEqualTo("line 1, data_x");
  }

  @Test
  void makesARecordOfEachBlockThatDescribesACrystal() {
    String first = CifDocument.cesiumChloride("one", 4.1);
    String broken = CifDocument.cesiumChloride("two", 4.2).replace("Cl Cl1", "Xx Xx1");
    List<DumpRecord> records =
        read("data_paper\n_publ_author 'A'\n" + first + broken + CifDocument.cesiumChloride("", 5));

    assertThat(records).hasSize(3);
    assertThat(Records.material(records.get(0)).materialId()).isEqualTo("salt#1");
    Rejection rejection = Records.rejection(records.get(1));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.UNKNOWN_ELEMENT);
    assertThat(rejection.materialId()).contains("salt#2");
    assertThat(rejection.origin().record())
        .isEqualTo("line %d, data_two".formatted(3 + first.lines().count()));
    assertThat(Records.material(records.get(2)).materialId()).isEqualTo("salt#3");
  }

  @Test
  void findsTheTargetOfAFileWhoseNameHasADot() throws IOException {
    String folder = "file:/d/";
    for (String id : List.of("POSCAR-1.vasp", "POSCAR-1.vasp.cif")) {
      byte[] list = (id + ",0.1\n").getBytes(StandardCharsets.UTF_8);
      TargetLists lists = new TargetLists("file:/d");
      List<DumpRecord> refused =
          lists.read(
              new DumpFile(folder + TargetLists.NAME, list.length),
              new ByteArrayInputStream(list),
              Set.of(folder + "POSCAR-1.vasp"),
              Records.STRICT);
      List<DumpRecord> records =
          Records.read(
              new CifReader(Records.STRICT, lists),
              folder + "POSCAR-1.vasp.cif",
              CifDocument.cesiumChloride("x", 4.1));

      assertThat(refused).isEmpty();
      assertThat(Records.material(records.get(0)).targets())
          .isEqualTo(Map.of(Target.FORMATION_ENERGY_PER_ATOM, 0.1));
    }
  }

  @Test
  void countsDeuteriumAsHydrogenAndKeepsItInTheFormula() {
    String heavy = CifDocument.cesiumChloride("x", 4).replace("Cl Cl1", "D D1");
    Material material = Records.material(read(heavy).get(0));

    assertThat(material.structure().element(1)).isEqualTo(Element.H);
    assertThat(material.formulaPretty()).isEqualTo("Cs D");
  }

  @Test
  void refusesAFileThatIsNoCifOrTooLong() {
    assertThat(Records.rejection(read("data_x loop_ 'open").get(0)).reason())
        .isEqualTo(RejectionReason.MALFORMED_CIF);
    assertThat(Records.rejection(read("").get(0)).materialId()).contains("salt");
    String text = CifDocument.cesiumChloride("x", 4);
    List<DumpRecord> records =
        Records.read(
            new CifReader(Records.STRICT, new TargetLists("file:/d"), text.length() - 1),
            "a.cif",
            text.getBytes(StandardCharsets.UTF_8));
    assertThat(Records.rejection(records.get(0)).reason())
        .isEqualTo(RejectionReason.RECORD_TOO_LARGE);
  }

  @Test
  void givesEveryFaultOfACifAReason() {
    for (CifFault fault : CifFault.values()) {
      assertThat(CrystalRecord.reason(fault)).isNotNull();
    }
  }
}
