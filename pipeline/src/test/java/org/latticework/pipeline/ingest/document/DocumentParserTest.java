package org.latticework.pipeline.ingest.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticework.pipeline.SummaryDocument.cesiumChloride;
import static org.latticework.pipeline.SummaryDocument.site;
import static org.latticework.pipeline.SummaryDocument.structure;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.featurizer.crystal.Element;
import org.latticework.pipeline.SummaryDocument;
import org.latticework.pipeline.ingest.Records;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.Place;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.material.Material;
import org.latticework.pipeline.material.Rejection;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.material.Target;

public class DocumentParserTest {
  private static final String CESIUM = site("Cs", "[0,0,0]");

  private static SummaryDocument document() {
    return cesiumChloride("mp-1", 4.1);
  }

  @Test
  void readsStructureTargetsAndProvenanceByName() {
    Material material =
        Records.material(
            Records.one(
                document()
                    .with("unknown", "{\"deep\":[1,{\"x\":NaN}]}")
                    .with("symmetry", "{\"symbol\":\"Pm-3m\",\"number\":221}")
                    .with("bulk_modulus", "{\"voigt\":1,\"reuss\":2,\"vrh\":18.5}")
                    .with("g_vrh", "11")
                    .with("efermi", "null")
                    .with("deprecated", "false")
                    .with(
                        "builder_meta",
                        "{\"license\":\"BY-C\",\"database_version\":\"2024-11-14\"}")
                    .updated("2024-11-14T09:30:00.123000")));

    assertThat(material.materialId()).isEqualTo("mp-1");
    assertThat(material.formulaPretty()).isEqualTo("CsCl");
    assertThat(material.databaseVersion()).isEqualTo("2024-11-14");
    assertThat(material.license()).isEqualTo("BY-C");
    assertThat(material.symmetryNumber()).hasValue(221);
    assertThat(material.lastUpdated()).contains(Instant.parse("2024-11-14T09:30:00.123Z"));
    assertThat(material.origin().record()).isEqualTo("line 1");
    assertThat(material.targets().keySet())
        .isEqualTo(
            Set.of(
                Target.FORMATION_ENERGY_PER_ATOM,
                Target.BAND_GAP,
                Target.BULK_MODULUS_VRH,
                Target.SHEAR_MODULUS_VRH));
    assertThat(material.target(Target.BULK_MODULUS_VRH)).hasValue(18.5);
    assertThat(material.target(Target.EFERMI)).isEmpty();
    assertThat(material.structure().lattice().rows())
        .containsExactly(4.1, 0, 0, 0, 4.1, 0, 0, 0, 4.1);
    assertThat(material.structure().atomicNumbers()).containsExactly(55, 17);
    assertThat(material.structure().fractionals()).containsExactly(0, 0, 0, 0.5, 0.5, 0.5);
  }

  @Test
  void takesTheElementOfAChargedOrHeavySpecies() {
    String charged = site("Cs+", "[0,0,0]").replace("\"occu\"", "\"oxidation_state\":1,\"occu\"");
    Material material =
        Records.material(
            Records.one(
                document().with("structure", structure(4, charged, site("D", "[0.5,0.5,0.5]")))));

    assertThat(material.structure().element(0)).isEqualTo(Element.Cs);
    assertThat(material.structure().element(1)).isEqualTo(Element.H);
  }

  @Test
  void keepsDeuteriumVisibleInAFormulaThatItMakes() {
    String heavy =
        structure(4, site("D+", "[0,0,0]"), site("O2-", "[0.5,0,0]"), site("D", "[0,.5,0]"));
    SummaryDocument document = document().with("structure", heavy.replace(",.5", ",0.5"));

    Material named = Records.material(Records.one(document.with("formula_pretty", "\"H2O\"")));
    assertThat(named.formulaPretty()).isEqualTo("H2O");
    Material unnamed = Records.material(Records.one(document.without("formula_pretty")));
    assertThat(unnamed.formulaPretty()).isEqualTo("D2 O");
    assertThat(unnamed.structure().composition().reducedFormula()).isEqualTo("H2 O");
  }

  @Test
  void readsFieldsThatHaveChangedTheirShapeBetweenReleases() {
    SummaryDocument old =
        document()
            .with("has_props", "[\"elasticity\"]")
            .with("k_vrh", "18.5")
            .with("symmetry", "null");
    SummaryDocument recent =
        document()
            .with("has_props", "{\"elasticity\":true}")
            .with("bulk_modulus", "{\"vrh\":18.5}")
            .with("shear_modulus", "null");

    assertThat(Records.material(Records.one(old)).targets())
        .isEqualTo(Records.material(Records.one(recent)).targets())
        .containsEntry(Target.BULK_MODULUS_VRH, 18.5);
  }

  @Test
  void keepsACellThatIsLeftHandedWithCoordinatesOutsideTheCell() {
    String mirrored = structure(4, site("Cs", "[-1.25,0,7]")).replace("[[4.0,0,0]", "[[-4.0,0,0]");
    Material material = Records.material(Records.one(document().with("structure", mirrored)));

    assertThat(material.structure().fractionals()).containsExactly(-1.25, 0, 7);
  }

  @Test
  void namesTheFormulaWhereTheDocumentDoesNot() {
    Material material = Records.material(Records.one(document().without("formula_pretty")));

    assertThat(material.formulaPretty()).isEqualTo("Cl Cs");
  }

  @Test
  void letsDeprecatedAndNoncommercialDocumentsInWhenAskedTo() {
    SummaryDocument document =
        document().with("deprecated", "true").with("builder_meta", "{\"license\":\"BY-NC\"}");

    Material material =
        Records.material(Records.one(new RecordRules("", true, true, List.of(), ""), document));
    assertThat(material.deprecated()).isTrue();
    assertThat(material.license()).isEqualTo("BY-NC");
  }

  @ParameterizedTest
  @ValueSource(strings = {"by-nc", " BY-NC ", "CC BY-NC-SA 4.0", "cc_by_nc", "NonCommercial"})
  void keepsOutAnySpellingOfANoncommercialLicense(String license) {
    SummaryDocument document =
        document().with("builder_meta", "{\"license\":\"%s\"}".formatted(license));
    Rejection rejection = Records.rejection(Records.one(document));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.NONCOMMERCIAL);
    assertThat(rejection.detail()).isEqualTo("license is " + license);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "BY-C", "CC BY 4.0", "ncsa"})
  void letsOtherLicensesIn(String license) {
    SummaryDocument document =
        document().with("builder_meta", "{\"license\":\"%s\"}".formatted(license));
    assertThat(Records.material(Records.one(document)).license()).isEqualTo(license);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5 | MALFORMED_FIELD | material_id should be a string, is 5",
        "{\"$oid\":\"a\"} | MALFORMED_FIELD | material_id should be a string, is {…",
        "null | MISSING_ID | the document has no material_id",
        "\" \" | MISSING_ID | the document has no material_id"
      })
  void saysWhatIsWrongWithAnId(String id, RejectionReason reason, String detail) {
    SummaryDocument document = document().without("material_id").with("material_id", id);
    Rejection rejection = Records.rejection(Records.one(document.with("structure", "{}")));
    assertThat(rejection.reason()).isEqualTo(reason);
    assertThat(rejection.detail()).isEqualTo(detail);
  }

  @ParameterizedTest
  @CsvSource({"'\"1.5\"', '\"1.5\"'", "'\"\"', '\"\"'", "'\"None\"', '\"None\"'", "true, true"})
  void quotesTextsThatStandForNumbers(String value, String shown) {
    Rejection rejection = Records.rejection(Records.one(document().with("band_gap", value)));
    assertThat(rejection.detail()).isEqualTo("band_gap should be a number, is " + shown);
  }

  @Test
  void namesTheMaterialThoughItsStructureIsRefusedFirst() {
    SummaryDocument late =
        document().with("structure", "{}").without("material_id").with("material_id", "\"mvc-9\"");

    Rejection rejection = Records.rejection(Records.one(late));
    assertThat(rejection.materialId()).contains("mvc-9");
    assertThat(rejection.reason()).isEqualTo(RejectionReason.MISSING_STRUCTURE);
  }

  public static Stream<Arguments> refused() {
    return Stream.of(refusedTexts(), refusedStructures(), refusedSites(), refusedFields())
        .flatMap(cases -> cases);
  }

  private static Stream<Arguments> refusedTexts() {
    return Stream.of(
        refused(RejectionReason.MALFORMED_JSON, "", "{\"material_id\": \"mp-1\", "),
        refused(RejectionReason.MALFORMED_JSON, "not an object", "[1, 2]"),
        refused(RejectionReason.MALFORMED_JSON, "follows", document() + " {}"),
        refused(RejectionReason.MALFORMED_JSON, "", "{\"band_gap\": abc}"),
        refused(
            RejectionReason.NESTED_TOO_DEEP,
            "200",
            document().with("x", "[".repeat(201) + "]".repeat(201))));
  }

  private static Stream<Arguments> refusedStructures() {
    String flat = structure(4, CESIUM).replace("[0,4.0,0]", "[1,0,0]");
    String slab = structure(4, CESIUM).replace("true]", "false]");
    String[] tooMany = Stream.generate(() -> CESIUM).limit(20_001).toArray(String[]::new);
    return Stream.of(
        refused(RejectionReason.MISSING_STRUCTURE, "no structure", document().without("structure")),
        refused(RejectionReason.MISSING_STRUCTURE, "no structure", structured("null")),
        refused(RejectionReason.MISSING_STRUCTURE, "no structure", structured(structure(4))),
        refused(
            RejectionReason.MISSING_LATTICE, "lattice", structured("{\"sites\":[" + CESIUM + "]}")),
        refused(
            RejectionReason.FLAT_CELL,
            "span no volume: [4.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 4.0] Å",
            structured(flat)),
        refused(
            RejectionReason.FLAT_CELL,
            "opposite faces of lattice.matrix lie 0.15 Å apart, need at least 0.2 Å",
            structured(structure(0.15, CESIUM))),
        refused(RejectionReason.NOT_PERIODIC, "pbc", structured(slab)),
        refused(RejectionReason.TOO_MANY_SITES, "20000", structured(structure(4, tooMany))),
        refused(RejectionReason.MALFORMED_FIELD, "sites", structured("{\"sites\":7}")));
  }

  private static Stream<Arguments> refusedSites() {
    String partial = CESIUM.replace("\"occu\":1", "\"occu\":0.7");
    String shared = CESIUM.replace("1}]", "1},{\"element\":\"K\",\"occu\":0.3}]");
    return Stream.of(
        refusedSite(
            RejectionReason.MISSING_STRUCTURE, "site 0 has no species", "{\"abc\":[0,0,0]}"),
        refusedSite(
            RejectionReason.MISSING_STRUCTURE,
            "site 0 should have 3 coordinates in abc, has 0",
            site("Cl", "null")),
        refusedSite(RejectionReason.PARTIAL_OCCUPANCY, "site 0 holds Cs 0.7", partial),
        refusedSite(RejectionReason.PARTIAL_OCCUPANCY, "site 0 holds Cs 1.0, K 0.3", shared),
        refusedSite(RejectionReason.UNKNOWN_ELEMENT, "site 0 holds 'Xx'", site("Xx", "[0,0,0]")),
        refusedSite(RejectionReason.NOT_FINITE, "abc is NaN", site("Cs", "[0,NaN,0]")),
        refusedSite(
            RejectionReason.MALFORMED_FIELD, "site 0 has null in abc", site("Cs", "[0,null,0]")));
  }

  private static Stream<Arguments> refusedFields() {
    return Stream.of(
        refused(RejectionReason.MISSING_ID, "material_id", document().without("material_id")),
        refused(RejectionReason.MISSING_ID, "material_id", document().with("material_id", "null")),
        refused(
            RejectionReason.NOT_FINITE, "gap is Infinity", document().with("band_gap", "Infinity")),
        refused(RejectionReason.NOT_FINITE, "efermi is 1e999", document().with("efermi", "1e999")),
        refused(
            RejectionReason.MALFORMED_FIELD,
            "band_gap should be a number, is \"wide\"",
            document().with("band_gap", "\"wide\"")),
        refused(
            RejectionReason.MALFORMED_FIELD,
            "last_updated should be a time from 1900 to 9998, is \"yesterday\"",
            document().updated("yesterday")),
        refused(
            RejectionReason.MALFORMED_FIELD,
            "whole number from 1 to 230",
            document().with("symmetry", "{\"number\":231}")),
        refused(RejectionReason.DEPRECATED, "deprecated", document().with("deprecated", "true")),
        refused(
            RejectionReason.NONCOMMERCIAL,
            "BY-NC",
            document().with("builder_meta", "{\"license\":\"BY-NC\"}")));
  }

  private static Arguments refusedSite(RejectionReason reason, String detail, String site) {
    return refused(reason, detail, structured(structure(4, site)));
  }

  private static SummaryDocument structured(String structure) {
    return document().with("structure", structure);
  }

  private static Arguments refused(RejectionReason reason, String detail, Object document) {
    return Arguments.of(reason, detail, document.toString());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWithReasonAndDetail(RejectionReason reason, String detail, String document) {
    Rejection rejection = Records.rejection(Records.one(document));

    assertThat(rejection.reason()).isEqualTo(reason);
    assertThat(rejection.detail()).contains(detail);
    assertThat(rejection.origin().record()).isEqualTo("line 1");
  }

  @Test
  void isNotLedAstrayByTheDocumentBefore() {
    DocumentParser parser = new DocumentParser(Records.STRICT);
    parse(parser, document().updated("2024-01-01").with("cbm", "1").toString());
    parse(parser, document().with("structure", "{\"sites\":[{}]}").toString());

    Material material = Records.material(parse(parser, document().toString()));
    assertThat(material.targets()).hasSize(2);
    assertThat(material.lastUpdated()).isEmpty();
    assertThat(material.structure().size()).isEqualTo(2);
  }

  private static DumpRecord parse(DocumentParser parser, String document) {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    DumpFile file = new DumpFile("dump.jsonl", bytes.length);
    return parser.parse(bytes, 0, bytes.length, file, Place.line(1));
  }

  @Test
  void shortensWhatItSaysOfAnEndlessSymbol() {
    String endless = site("X".repeat(5 << 20), "[0,0,0]");
    Rejection rejection =
        Records.rejection(Records.one(document().with("structure", structure(4, endless))));

    assertThat(rejection.reason()).isEqualTo(RejectionReason.UNKNOWN_ELEMENT);
    assertThat(rejection.detail()).hasSizeBetween(10, 500);
  }

  @Test
  void refusesATimeBeyondAllNumbersAsAField() {
    Rejection rejection =
        Records.rejection(
            Records.one(document().with("last_updated", "{\"$date\":99999999999999999999}")));

    assertThat(rejection.reason()).isEqualTo(RejectionReason.MALFORMED_FIELD);
    assertThat(rejection.detail()).contains("last_updated should be a time");
  }
}
