package org.latticework.pipeline.ingest.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latticework.pipeline.SummaryDocument.cesiumChloride;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.latticework.pipeline.ingest.CifDocument;
import org.latticework.pipeline.ingest.IngestOptions;
import org.latticework.pipeline.ingest.Records;
import org.latticework.pipeline.ingest.ciftable.CsvReader;
import org.latticework.pipeline.ingest.json.MatbenchReader;
import org.latticework.pipeline.ingest.json.MatbenchReaderTest;
import org.latticework.pipeline.ingest.record.ColumnMap;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.material.Material;
import org.latticework.pipeline.material.Target;

/** Sources that call things in their own way. */
class ColumnsTest {
  private static RecordRules rules(String... namesAndPaths) {
    Map<String, String> paths = new HashMap<>();
    for (int k = 0; k < namesAndPaths.length; k += 2) {
      paths.put(namesAndPaths[k], namesAndPaths[k + 1]);
    }
    return new RecordRules("", false, false, List.of("extra.x"), "", false, new ColumnMap(paths));
  }

  @Test
  void readsFieldsWhereTheSourceHasThem() {
    String structure = cesiumChloride("x", 4.1).toString().replaceAll(".*\"structure\":", "");
    String document =
        ("{\"number\":17,\"run\":{\"out\":{\"crystal\":%s,\"gap\":1.5},\"group\":221},"
                + "\"made\":\"2024-01-02\",\"extra\":{\"x\":3},\"band_gap\":\"wide\","
                + "\"material_id\":\"other\",\"data\":{\"e_form\":-9},\"hull.e\":0.5}")
            .formatted(structure.substring(0, structure.length() - 1));
    Material material =
        Records.material(
            Records.one(
                rules(
                    "material_id", "number",
                    "structure", "run.out.crystal",
                    "band_gap", "run.out.gap",
                    "symmetry_number", "run.group",
                    "last_updated", "made",
                    "energy_above_hull", "hull.e",
                    "formation_energy_per_atom", "missing.altogether"),
                document));

    assertThat(material.materialId()).isEqualTo("17");
    assertThat(material.structure().atomicNumbers()).containsExactly(55, 17);
    assertThat(material.symmetryNumber()).hasValue(221);
    assertThat(material.lastUpdated()).isPresent();
    assertThat(material.target(Target.BAND_GAP)).hasValue(1.5);
    assertThat(material.target(Target.ENERGY_ABOVE_HULL)).hasValue(0.5);
    assertThat(material.targets()).hasSize(3); // the extra field, too
  }

  @Test
  void findsPropertiesOfProvidersAmongTheAttributesOfAnEntry() {
    String entry =
        ("{\"id\":\"a\",\"attributes\":{\"immutable_id\":\"b\",\"_my_gap\":2.5,"
            + "\"lattice_vectors\":[[4,0,0],[0,4,0],[0,0,4]],\"species_at_sites\":[\"P\"],"
            + "\"species\":[{\"name\":\"P\",\"chemical_symbols\":[\"Po\"],\"concentration\":[1]}],"
            + "\"cartesian_site_positions\":[[0,0,0]]}}");
    for (String path : List.of("_my_gap", "attributes._my_gap")) {
      Material material = Records.material(Records.one(rules("band_gap", path), entry));
      assertThat(material.target(Target.BAND_GAP)).hasValue(2.5);
      assertThat(material.materialId()).isEqualTo("a");
    }
    assertThat(
            Records.material(Records.one(rules("material_id", "immutable_id"), entry)).materialId())
        .isEqualTo("b");
  }

  @Test
  void findsAFieldInsideOfOneThatIsKnownAsAValue() {
    Material material =
        Records.material(
            Records.one(
                rules("band_gap", "formula_pretty.gap"),
                cesiumChloride("mp-1", 4).with("formula_pretty", "{\"gap\":2.5}")));
    assertThat(material.target(Target.BAND_GAP)).hasValue(2.5);
    assertThat(material.formulaPretty()).isEqualTo("Cl Cs");
  }

  @Test
  void readsAFieldForEachNameThatItHas() {
    Object document =
        cesiumChloride("mp-1", 4).with("formula_pretty", "\"CsCl\"").with("id", "\"a\"");
    Material material =
        Records.material(Records.one(rules("material_id", "formula_pretty"), document));
    assertThat(material.materialId()).isEqualTo("CsCl");
    assertThat(material.formulaPretty()).isEqualTo("CsCl");

    String unnamed = document.toString().replace("\"material_id\"", "\"task\"");
    Material other = Records.material(Records.one(rules("formula_pretty", "id"), unnamed));
    assertThat(other.materialId()).isEqualTo("a");
    assertThat(other.formulaPretty()).isEqualTo("a");

    RecordRules extra = new RecordRules("", false, false, List.of("spg_number"), "");
    Object numbered = cesiumChloride("mp-1", 4).with("spg_number", "221");
    Material both = Records.material(Records.one(extra, numbered));
    assertThat(both.symmetryNumber()).hasValue(221);
    assertThat(both.targets()).containsValue(221.0);
  }

  @Test
  void refusesExtraTargetsThatWouldHideTheStructure() {
    assertInside(ColumnMap.none(), "structure.x", "atoms.x", "attributes.atoms.x");
    ColumnMap mapped = new ColumnMap(Map.of("structure", "run.out"));
    assertInside(mapped, "run.out.charge", "attributes.run.out.charge");
    assertThat(options(mapped, "run.outer", "structure.x", "run.gap").extraTargets()).hasSize(3);
    assertThatThrownBy(() -> rules("structure", "a", "band_gap", "attributes.a.gap"))
        .hasMessage("columns.band_gap cannot lie inside the structure, got attributes.a.gap");
  }

  private static IngestOptions options(ColumnMap columns, String... extra) {
    return new IngestOptions(
        "d",
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        List.of(extra),
        Optional.empty(),
        false,
        columns);
  }

  private static void assertInside(ColumnMap columns, String... fields) {
    for (String field : fields) {
      assertThatThrownBy(() -> options(columns, field))
          .hasMessage("An extra target cannot lie inside the structure, got " + field);
    }
  }

  @Test
  void saysWhatIsMissingUnderTheNameOfTheSource() {
    assertThat(
            Records.rejection(Records.one(rules("material_id", "no.id"), cesiumChloride("mp-1", 4)))
                .detail())
        .isEqualTo("the document has no no.id");
  }

  @Test
  void readsColumnsOfACsvByTheNamesThatItHas() {
    String csv =
        "name,material_id,gap pbe,group,text,cif\nA,B,1.5,221,\"%s\",none\n"
            .formatted(CifDocument.cesiumChloride("a", 4));
    RecordRules rules =
        rules(
            "material_id", "name",
            "structure", "text",
            "symmetry_number", "group",
            "band_gap", "gap pbe");
    List<DumpRecord> records = Records.read(new CsvReader(rules), "a.csv", csv);
    Material material = Records.material(records.get(0));
    assertThat(material.materialId()).isEqualTo("A");
    assertThat(material.symmetryNumber()).hasValue(221);
    assertThat(material.target(Target.BAND_GAP)).hasValue(1.5);

    List<DumpRecord> none = Records.read(new CsvReader(rules), "a.csv", "name,cif\n");
    assertThat(Records.rejection(none.get(0)).detail())
        .isEqualTo("the header has no column named text");
  }

  @Test
  void leavesMatbenchAsItIs() {
    String table = MatbenchReaderTest.table("[0]", "[\"structure\",\"gap pbe\"]", "0.5");
    List<DumpRecord> records =
        Records.read(
            new MatbenchReader(rules("structure", "x", "band_gap", "y")),
            "matbench_mp_gap.json",
            table);
    assertThat(Records.material(records.get(0)).target(Target.BAND_GAP)).hasValue(0.5);
  }

  @Test
  void predictsFromMappedStructures() {
    String document = cesiumChloride("mp-1", 4).toString().replace("\"structure\"", "\"final\"");
    RecordRules rules =
        RecordRules.ofStructures(new ColumnMap(Map.of("structure", "final", "band_gap", "gap")));
    Material material = Records.material(Records.one(rules, document));
    assertThat(material.structure().size()).isEqualTo(2);
    assertThat(material.targets()).isEmpty();
  }

  @Test
  void refusesNamesThatNobodyKnowsAndFieldsThatAreReadTwice() {
    assertThatThrownBy(() -> rules("color", "x"))
        .hasMessageStartingWith("columns can have material_id, structure, formula_pretty, ")
        .hasMessageEndingWith("got color");
    assertThatThrownBy(() -> rules("band_gap", "a..b"))
        .hasMessage("columns.band_gap must be a field such as jid or data.gap, got 'a..b'");
    assertThatThrownBy(() -> rules("structure", "a", "band_gap", "a.gap"))
        .hasMessage("columns.band_gap = a.gap lies in columns.structure = a: a field is read once");
    assertThatThrownBy(() -> rules("band_gap", "structure.gap"))
        .hasMessage("columns.band_gap cannot lie inside the structure, got structure.gap");
    assertThat(rules("band_gap", "").columns()).isEqualTo(ColumnMap.none());
  }
}
