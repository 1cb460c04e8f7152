package org.latticework.pipeline.ingest.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.featurizer.crystal.StructureHash;
import org.latticework.pipeline.ingest.Records;
import org.latticework.pipeline.ingest.json.JsonReader;
import org.latticework.pipeline.ingest.record.ColumnMap;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.material.Material;
import org.latticework.pipeline.material.Rejection;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.material.Target;

/** Documents of OPTIMADE, LeMat, JARVIS and Alexandria. */
class OtherDatabasesTest {
  private static final RecordRules STRUCTURES = RecordRules.ofStructures(ColumnMap.none());

  // Rock salt with an edge of 5.64 Å, in its primitive cell.
  private static final String SALT_CELL = "[[0,2.82,2.82],[2.82,0,2.82],[2.82,2.82,0]]";
  private static final String SALT =
      ("{\"id\":\"oqmd-7\",\"type\":\"structures\",\"attributes\":{\"lattice_vectors\":%s,"
              + "\"cartesian_site_positions\":[[0,0,0],[2.82,2.82,2.82]],"
              + "\"dimension_types\":[1,1,1],\"species_at_sites\":[\"a\",\"b\"],\"species\":["
              + "{\"name\":\"b\",\"chemical_symbols\":[\"Cl\"],\"concentration\":[1]},"
              + "{\"name\":\"a\",\"chemical_symbols\":[\"Na\"],\"concentration\":[1]},"
              + "{\"name\":\"c\",\"chemical_symbols\":[\"Q\"],\"concentration\":[0.5]}],"
              + "\"_oqmd_delta_e\":-2.1,\"_oqmd_stability\":-0.3,\"_oqmd_band_gap\":5.0,"
              + "\"space_group_it_number\":225,\"last_modified\":\"2021-01-02T03:04:05Z\"}}")
          .formatted(SALT_CELL);
  private static final String JARVIS =
      ("{\"formation_energy_peratom\":-2.1,\"ehull\":\"na\",\"spg_number\":225,"
              + "\"density\":\"na\",\"atoms\":{\"cartesian\":true,\"elements\":[\"Na\",\"Cl\"],"
              + "\"coords\":[[0,0,0],[2.82,2.82,2.82]],\"lattice_mat\":%s},\"jid\":\"JVASP-1\"}")
          .formatted(SALT_CELL);

  private static Material material(Object document) {
    return Records.material(Records.one(document));
  }

  private static void hasTheStructureOf(Material truth, Material other) {
    assertThat(other.materialId()).isEqualTo(truth.materialId());
    assertThat(other.structure().lattice()).isEqualTo(truth.structure().lattice());
    assertThat(other.structure().atomicNumbers()).isEqualTo(truth.structure().atomicNumbers());
    assertThat(other.structure().fractionals())
        .containsExactly(truth.structure().fractionals(), within(RealOxide.ROUNDED));
  }

  @Test
  void readsFiftyRealOxidesAsTheSameCrystalsFromEachDatabase() throws Exception {
    for (RealOxide oxide : RealOxide.all()) {
      Material truth = material(oxide.document());
      Map<Target, Double> values =
          Map.of(
              Target.FORMATION_ENERGY_PER_ATOM,
              truth.target(Target.FORMATION_ENERGY_PER_ATOM).orElseThrow(),
              Target.BAND_GAP,
              truth.target(Target.BAND_GAP).orElseThrow());

      Material optimade = material(oxide.optimade());
      hasTheStructureOf(truth, optimade);
      assertThat(optimade.targets()).isEqualTo(values);
      assertThat(optimade.lastUpdated()).contains(Instant.parse("2023-11-16T06:57:59Z"));

      Material lemat = material(oxide.lemat());
      hasTheStructureOf(truth, lemat);
      assertThat(lemat.targets()).as("energies of cells").isEmpty();

      hasTheStructureOf(truth, material(oxide.jarvis(true)));
      Material jarvis = material(oxide.jarvis(false));
      assertThat(StructureHash.of(jarvis.structure()))
          .isEqualTo(StructureHash.of(truth.structure()));
      assertThat(jarvis.targets()).isEqualTo(values);

      Material alexandria = material(oxide.alexandria());
      assertThat(StructureHash.of(alexandria.structure()))
          .isEqualTo(StructureHash.of(truth.structure()));
      assertThat(alexandria.materialId()).isEqualTo(truth.materialId());
      assertThat(alexandria.symmetryNumber()).hasValue(225);
      assertThat(alexandria.targets())
          .containsAllEntriesOf(values)
          .containsEntry(Target.ENERGY_ABOVE_HULL, 0.25)
          .hasSize(3);
    }
  }

  @Test
  void solvesForTheFractionalCoordinatesOfRockSalt() {
    for (Material salt : List.of(material(SALT), material(JARVIS))) {
      assertThat(salt.structure().atomicNumbers()).containsExactly(11, 17);
      assertThat(salt.structure().fractionals())
          .containsExactly(new double[] {0, 0, 0, 0.5, 0.5, 0.5}, within(1e-15)); // rounding
      assertThat(salt.target(Target.FORMATION_ENERGY_PER_ATOM)).hasValue(-2.1);
      assertThat(salt.symmetryNumber()).hasValue(225);
      assertThat(salt.formulaPretty()).isEqualTo("Cl Na");
    }
    assertThat(material(JARVIS.replace(":225", ":\"225\"")).symmetryNumber()).hasValue(225);
    assertThat(material(SALT).materialId()).isEqualTo("oqmd-7");
    assertThat(material(SALT).target(Target.ENERGY_ABOVE_HULL)).hasValue(-0.3);
    assertThat(material(SALT).lastUpdated()).contains(Instant.parse("2021-01-02T03:04:05Z"));
    assertThat(material(JARVIS).materialId()).isEqualTo("JVASP-1");
  }

  @Test
  void takesWholeNumbersForNamesAsOqmdHasThem() {
    String numbered = SALT.replace("\"oqmd-7\"", "4066011");
    assertThat(material(numbered).materialId()).isEqualTo("4066011");
  }

  @Test
  void prefersOurOwnNamesInAnyOrder() {
    String own = "\"formation_energy_per_atom\":1.5,\"material_id\":\"mine\",";
    Material first = material(JARVIS.replace("{\"formation", "{" + own + "\"formation"));
    Material last =
        material(
            JARVIS.replace("\"jid\"", own + "\"jid\"")); // the same fields behind those of JARVIS
    for (Material mine : List.of(first, last)) {
      assertThat(mine.materialId()).isEqualTo("mine");
      assertThat(mine.target(Target.FORMATION_ENERGY_PER_ATOM)).hasValue(1.5);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1,1,1] | [1,1,0] | NOT_PERIODIC | dimension_types has 0 where a crystal has 1",
        "[1,1,1] | [1,1] | MALFORMED_FIELD | dimension_types should have 3 numbers, has 2",
        "[1,1,1] | [null,null,null] | MALFORMED_FIELD | dimension_types holds null",
        "[1,1,1] | [1,1,2] | NOT_PERIODIC | dimension_types has 2 where a crystal has 1",
        "[1,1,1] | [1,0.5,1] | NOT_PERIODIC | dimension_types has 0.5 where a crystal has 1",
        "[1,1,1] | [1,1,1],\"nperiodic_dimensions\":2"
            + " | NOT_PERIODIC | nperiodic_dimensions has 2 where a crystal has 3",
        "\"name\":\"c\" | \"name\":\"a\""
            + " | MALFORMED_FIELD | species has two that are called 'a'",
        "[0,0,0],[2.82,2.82,2.82]] | [0,0,0],[1,1,1],[1,1,2],null,[1,1,3]]"
            + " | MALFORMED_FIELD | cartesian_site_positions has no row 3",
        "[2.82,2.82,0]] | null] | MALFORMED_FIELD | lattice_vectors has no row 2",
        "[2.82,2.82,0]] | [2.82,2.82,null]] | MALFORMED_FIELD | lattice_vectors holds null",
        "[2.82,2.82,0]] | [0,2.82,2.82]] | FLAT_CELL | the rows of lattice_vectors span no volume",
        "[2.82,2.82,0]] | [2.82,2.82,0],[1,1,1]] | MALFORMED_FIELD | should have 3 rows, has 4",
        "lattice_vectors | cell | MISSING_LATTICE | structure has no lattice_vectors",
        "[0,0,0], | [0,0], | MALFORMED_FIELD | cartesian_site_positions should have 3 numbers",
        "[0,0,0], | [0,0,NaN], | NOT_FINITE | cartesian_site_positions is NaN",
        "[0,0,0], | [0,0,1e308], | NOT_FINITE | site 0 is at",
        "[0,0,0], | '' | MALFORMED_FIELD | should be as many, are 1 and 2",
        "cartesian_site_positions | xyz | MISSING_STRUCTURE | no cartesian_site_positions",
        "species_at_sites | kinds | MISSING_STRUCTURE | no species_at_sites",
        "\"species\" | \"kinds\" | MISSING_STRUCTURE | no species, which say what",
        "[\"a\",\"b\"] | [\"a\",\"x\"] | MALFORMED_FIELD | site 1 holds 'x', which species lacks",
        "[\"a\",\"b\"] | [\"a\",\"c\"] | PARTIAL_OCCUPANCY | site 1 holds Q 0.5",
        "[\"Cl\"] | [\"Q\"] | UNKNOWN_ELEMENT | site 1 holds 'Q'",
        "[\"Cl\"] | [\"vacancy\"] | PARTIAL_OCCUPANCY | site 1 holds vacancy 1.0",
        "[\"Cl\"] | [\"X\"] | PARTIAL_OCCUPANCY | site 1 holds X 1.0",
        "[\"Cl\"] | [\"Cl\",\"Br\"] | MALFORMED_FIELD | 2 chemical_symbols and 1 concentrations",
        "[\"Cl\"],\"concentration\":[1] | [\"Cl\",\"Br\"],\"concentration\":[0.5,0.5]"
            + " | PARTIAL_OCCUPANCY | site 1 holds Cl 0.5, Br 0.5",
        "[\"Cl\"] | [\"O\"],\"attached\":[\"H\"],\"nattached\":[1]"
            + " | PARTIAL_OCCUPANCY | site 1 holds O with atoms attached to it",
        "[\"Cl\"] | null | MISSING_STRUCTURE | site 1 holds no chemical_symbols",
        "\"species\":[ | \"structure_features\":[\"implicit_atoms\"],\"species\":["
            + " | MISSING_STRUCTURE | which have no sites",
        "\"species\":[ | \"structure_features\":[\"assemblies\"],\"species\":["
            + " | PARTIAL_OCCUPANCY | assemblies",
        "\"species\":[ | \"species\":\"[{\",\"x\":[ | MALFORMED_FIELD | should be a list in JSON",
        "\"oqmd-7\" | null | MISSING_ID | the document has no material_id",
        "225 | 231 | MALFORMED_FIELD | attributes.space_group_it_number should be a whole number",
        "5.0 | \"na\" | MALFORMED_FIELD | attributes._oqmd_band_gap should be a number, is \"na\"",
        "2021-01-02T | yesterday | MALFORMED_FIELD | attributes.last_modified should be a time"
      })
  void refusesEntriesOfOptimade(String part, String by, RejectionReason reason, String detail) {
    assertThat(SALT).contains(part);
    Rejection rejection = Records.rejection(Records.one(SALT.replace(part, by)));
    assertThat(rejection.reason()).isEqualTo(reason);
    assertThat(rejection.detail()).contains(detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[\"Na\",\"Cl\"] | [\"Na\"] | MALFORMED_FIELD | should be as many, are 2 and 1",
        "[\"Na\",\"Cl\"] | [\"Na\",\"Xx\"] | UNKNOWN_ELEMENT | site 1 holds 'Xx'",
        "[\"Na\",\"Cl\"] | null | MISSING_STRUCTURE | atoms have no elements",
        "coords | places | MISSING_STRUCTURE | atoms have no coords",
        "[0,0,0],[2.82,2.82,2.82]] | [0,0,0],[1,1,1],[1,1,2],7,null,[1,1,3]]"
            + " | MALFORMED_FIELD | a row of coords should be an array, is 7",
        "lattice_mat | cell | MISSING_LATTICE | structure has no lattice_mat",
        "\"cartesian\":true | \"cartesian\":null | MISSING_STRUCTURE | whether coords are cartesian",
        "\"cartesian\":true | \"cartesian\":\"na\" | MALFORMED_FIELD | true or false, is \"na\"",
        "[2.82,2.82,0]] | [2.82,2.82]] | MALFORMED_FIELD | lattice_mat should have 3 numbers",
        "-2.1 | \"none\" | MALFORMED_FIELD | formation_energy_peratom should be a number",
        "\"JVASP-1\" | \"\" | MISSING_ID | the document has no material_id"
      })
  void refusesDocumentsOfJarvis(String part, String by, RejectionReason reason, String detail) {
    assertThat(JARVIS).contains(part);
    Rejection rejection = Records.rejection(Records.one(JARVIS.replace(part, by)));
    assertThat(rejection.reason()).isEqualTo(reason);
    assertThat(rejection.detail()).contains(detail);
  }

  @Test
  void refusesMoreSitesThanACellMayHave() {
    String many = "[0,0,0],".repeat(20_001);
    for (String document :
        List.of(SALT.replace("[0,0,0],", many), JARVIS.replace("[0,0,0],", many))) {
      Rejection rejection = Records.rejection(Records.one(document));
      assertThat(rejection.reason()).isEqualTo(RejectionReason.TOO_MANY_SITES);
    }
  }

  @Test
  void doesNotTakeNaForNoNumberInOtherDocuments() {
    String document = SALT.replace("\"id\"", "\"band_gap\":\"na\",\"id\"");
    assertThat(Records.rejection(Records.one(document)).detail())
        .isEqualTo("band_gap should be a number, is \"na\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"na\"", "\"none\"", "{}", "[1]", "NaN", "231"})
  void readsStructuresWhateverTheirLabelsAre(String label) {
    String salt =
        SALT.replace("5.0", label).replace("225", label).replace("\"2021-01-02T03:04:05Z\"", label);
    String jarvis = JARVIS.replace("-2.1", label).replace("225", label);
    for (String document : List.of(salt, jarvis)) {
      Material material = Records.material(Records.one(STRUCTURES, document));
      assertThat(material.structure().atomicNumbers()).containsExactly(11, 17);
      assertThat(material.targets()).isEmpty();
    }
  }

  @Test
  void countsOnlyStructuresAmongTheLinesOfOptimade() {
    String lines =
        String.join(
            "\n",
            "{\"x-optimade\":{\"meta\":{\"api_version\":\"1.1.0\"}}}",
            "{\"description\":\"a\",\"properties\":{\"id\":{}},\"formats\":[\"json\"],"
                + "\"output_fields_by_format\":{\"json\":[\"id\"]}}",
            "{\"type\":\"info\",\"id\":\"structures\",\"properties\":{}}",
            "{\"type\":\"references\",\"id\":\"ref-1\",\"attributes\":{\"title\":\"t\"}}",
            SALT,
            "{\"type\":\"structures\",\"id\":\"empty\",\"attributes\":{}}",
            "{\"type\":\"references\",\"id\":",
            "{\"type\":\"_mine_things\",\"id\":\"x\"}",
            SALT.replace("oqmd-7", "oqmd-8"));
    List<DumpRecord> records = read("dump.jsonl", lines);

    assertThat(records).hasSize(5);
    assertThat(Records.material(records.get(0)).origin().record()).isEqualTo("line 5");
    assertThat(Records.rejection(records.get(1)).reason())
        .isEqualTo(RejectionReason.MISSING_STRUCTURE);
    assertThat(Records.rejection(records.get(2)).reason())
        .isEqualTo(RejectionReason.MALFORMED_JSON);
    assertThat(Records.rejection(records.get(3)).reason())
        .isEqualTo(RejectionReason.MISSING_STRUCTURE);
    assertThat(Records.material(records.get(4)).materialId()).isEqualTo("oqmd-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"references\",\"id\":\"r\"}",
        "{\"type\":\"references\",\"id\":\"r\",\"formula_pretty\":7}",
        "{\"x-optimade\":{}}"
      })
  void refusesAnEntryThatStandsInTheLineOfAnother(String other) {
    List<DumpRecord> records = read("dump.jsonl", other + "\n" + other + SALT + "\n" + SALT);
    assertThat(records).hasSize(2);
    assertThat(Records.rejection(records.get(0)).reason())
        .isEqualTo(RejectionReason.MALFORMED_JSON);
    assertThat(Records.rejection(records.get(0)).detail()).isEqualTo("text follows the document");
    assertThat(Records.material(records.get(1)).materialId()).isEqualTo("oqmd-7");
  }

  private static List<DumpRecord> read(String name, String text) {
    return Records.read(
        new JsonReader(Records.STRICT), name, text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[%s,{\"jid\":1},%s]",
        "{\"data\":[%s,7,%s],\"meta\":{\"more\":false}}",
        "{\"links\":{\"next\":null},\"meta\":null,\"data\":[%s,{},%s],\"included\":[{}]}",
        "{\"entries\":[%s,null,%s]}",
        "%s\n{]\n%s\n"
      })
  void findsEntriesInArraysAndLinesAndLosesOnlyDamagedOnes(String shape) {
    String text =
        shape.formatted(JARVIS, SALT.replace("\"attributes", "\"meta\":null,\"attributes"));
    List<DumpRecord> records = read("dump.json", text);
    assertThat(records).hasSize(3);
    assertThat(Records.material(records.get(0)).materialId()).isEqualTo("JVASP-1");
    Records.rejection(records.get(1));
    assertThat(Records.material(records.get(2)).materialId()).isEqualTo("oqmd-7");
  }

  @Test
  void readsLinesOfEntriesWhoseMetaComesFirst() {
    String entry = SALT.replace("{\"id\"", "{\"meta\":null,\"id\"");
    assertThat(read("dump.jsonl", entry + "\n" + entry)).hasSize(2);
  }
}
