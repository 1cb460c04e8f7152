package org.latticework.pipeline.ingest.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticework.pipeline.SummaryDocument.cesiumChloride;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.latticework.pipeline.DamagedText;
import org.latticework.pipeline.SummaryDocument;
import org.latticework.pipeline.ingest.CifDocument;
import org.latticework.pipeline.ingest.Packed;
import org.latticework.pipeline.ingest.Records;
import org.latticework.pipeline.ingest.atomlist.ExtxyzReader;
import org.latticework.pipeline.ingest.atomlist.PoscarReader;
import org.latticework.pipeline.ingest.ciftable.CifReader;
import org.latticework.pipeline.ingest.ciftable.CsvReader;
import org.latticework.pipeline.ingest.ciftable.TargetLists;
import org.latticework.pipeline.ingest.json.JsonArrayReader;
import org.latticework.pipeline.ingest.json.JsonLinesReader;
import org.latticework.pipeline.ingest.json.JsonReader;
import org.latticework.pipeline.ingest.json.MatbenchReader;
import org.latticework.pipeline.ingest.json.MatbenchReaderTest;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.FileNames;
import org.latticework.pipeline.ingest.record.RecordReader;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.RejectionTable;

/** Damaged dumps of every form: materials and rejections, never an exception. */
public class DumpMutationTest {
  private static final SummaryDocument DOCUMENT =
      cesiumChloride("mp-1", 4.1)
          .with("symmetry", "{\"number\":221}")
          .with("bulk_modulus", "{\"vrh\":18.5}")
          .with("deprecated", "false")
          .with("dos", "{\"gap\":1.5,\"up\":[1]}")
          .with("my_property", "7")
          .with("builder_meta", "{\"license\":\"BY-C\",\"database_version\":\"2024-11-14\"}")
          .with("last_updated", "{\"$date\":{\"$numberLong\":\"1731576600000\"}}");

  /** Rules that keep more than the usual. */
  public static final RecordRules PARTICULAR =
      new RecordRules(
          "", true, true, List.of("dos.gap", "symmetry.tolerance", "my_property"), "band_gap");

  private static final String CIF = CifDocument.cesiumChloride("a", 4);
  private static final String LINES = DOCUMENT + "\n" + DOCUMENT.updated("2024-01-01") + "\n";
  private static final String ARRAY = "[" + DOCUMENT + "," + DOCUMENT + "]";
  private static final String DATA = "{\"data\":" + ARRAY + ",\"meta\":{\"n\":2}}";
  private static final String MATBENCH =
      MatbenchReaderTest.table("[0,\"mb-x-2\"]", "[\"structure\",\"e_form\"]", "-1.5", "null");
  private static final String CSV =
      "material_id,band_gap,cif\nmp-1,1.5,\"%s\"\n\"mp-2\",,\"%s\"\n"
          .formatted(CifDocument.cesiumChloride("a", 4), CifDocument.cesiumChloride("b", 5));
  private static final String OPTIMADE =
      "{\"x-optimade\":{}}\n{\"id\":\"a\",\"type\":\"structures\",\"attributes\":{"
          + "\"lattice_vectors\":[[4,0,0],[0,4,0],[0,0,4]],\"dimension_types\":[1,1,1],"
          + "\"cartesian_site_positions\":[[0,0,0],[1,0,0],[2,0,0],[3,0,0],[0,2,0]],"
          + "\"species_at_sites\":[\"x\",\"x\",\"x\",\"x\",\"x\"],\"species\":"
          + "\"[{\\\"name\\\":\\\"x\\\",\\\"chemical_symbols\\\":[\\\"Po\\\"],"
          + "\\\"concentration\\\":[1]}]\",\"structure_features\":[],\"_oqmd_delta_e\":1}}\n";
  private static final String ENTRIES =
      "{\"entries\":[{\"entry_id\":1,\"data\":{\"e_form\":1.5,\"spg\":2,\"mat_id\":\"a\"},"
          + "\"atoms\":{\"lattice_mat\":[[4,0,0],[0,4,0],[0,0,4]],\"coords\":[[0,0,0],"
          + "[0.2,0,0],[0.4,0,0],[0.6,0,0],[0.8,0,0],[0,0.5,0]],\"elements\":[\"Po\","
          + "\"Po\",\"Po\",\"Po\",\"Po\",\"Po\"],\"cartesian\":false},\"ehull\":\"na\"}]}";
  private static final String POSCAR =
      """
      salt
      1.0
      4 0 0
      0 4 0
      0 0 4
      Cs Cl
      1 1
      Cartesian
      0 0 0
      2 2 2
      """;
  private static final String FRAMES =
      """
      2
      Lattice="4 0 0 0 4 0 0 0 4" Properties=species:S:1:pos:R:3 band_gap=1.5 pbc=[T, T, T]
      Cs 0 0 0
      Cl 2 2 2
      """
          .repeat(2);
  private static final List<String> TEXTS =
      List.of(LINES, ARRAY, DATA, MATBENCH, CSV, OPTIMADE, ENTRIES, POSCAR, FRAMES);

  private static final String[] FRAGMENTS = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u00",
    "\n",
    "\r",
    "\0",
    "null",
    "true",
    "NaN",
    "-Infinity",
    "1e999",
    "1e-999",
    "-0",
    "99999999999999999999",
    "\"data\":[",
    "\"index\":[",
    "\"columns\":[\"structure\",\"n\"],",
    "\"structure\":{}",
    "\"sites\":[",
    "\"abc\":[[",
    "cif",
    "\"\"",
    "data_",
    "loop_ ",
    "'",
    "#",
    "\uFEFF",
    "\uD800",
    "é",
    "{\"$date\":",
    "[[[[[[[[",
    "null,",
    "0,0],null,null,[",
    "\"entries\":[",
    "Lattice=\"1 0 0 0 1 0 0 0 1\" ",
    "2\n",
    "1.5D0 "
  };

  @Provide
  Arbitrary<String> damaged() {
    return Arbitraries.randomValue(DumpMutationTest::damage);
  }

  @Provide
  Arbitrary<String> rubbish() {
    return Arbitraries.randomValue(
        random -> {
          StringBuilder text = new StringBuilder();
          for (int k = random.nextInt(60); k > 0; k--) {
            text.append(FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
          }
          return text.toString();
        });
  }

  /** Returns a text of one of the forms after a few blows. */
  public static String damage(Random random) {
    return DamagedText.of(TEXTS, FRAGMENTS, random);
  }

  @Property(tries = 2_000, seed = "1", shrinking = ShrinkingMode.OFF)
  void readsOrRefusesDamagedTexts(@ForAll("damaged") String text) {
    readInEveryForm(text);
  }

  @Property(tries = 1_000, seed = "2", shrinking = ShrinkingMode.OFF)
  void readsOrRefusesRubbish(@ForAll("rubbish") String text) {
    readInEveryForm(text);
  }

  @Property(tries = 600, seed = "3", shrinking = ShrinkingMode.OFF)
  void readsOrRefusesDamagedPackedTexts(@ForAll("damagedPacked") byte[] bytes) {
    for (RecordReader reader : readers(Records.STRICT)) {
      check(Records.read(reader, "dump", bytes), Records.STRICT);
    }
  }

  @Property(tries = 500, seed = "5", shrinking = ShrinkingMode.OFF)
  void readsOrRefusesDamagedLists(@ForAll("damagedList") byte[] bytes) throws IOException {
    TargetLists lists = new TargetLists("d");
    DumpFile list = new DumpFile("d/id_prop.csv", bytes.length);
    check(
        lists.read(list, new ByteArrayInputStream(bytes), Set.of("d/a", "d/b"), Records.STRICT),
        Records.STRICT);
    check(Records.read(new CifReader(Records.STRICT, lists), "d/a.cif", CIF), Records.STRICT);
  }

  @Provide
  Arbitrary<byte[]> damagedPacked() {
    List<String> endings = List.of("gz", "bz2", "xz", "zst");
    return Arbitraries.randomValue(
        random -> strike(packed(endings.get(random.nextInt(4)), damage(random)), random));
  }

  @Provide
  Arbitrary<byte[]> damagedList() {
    return Arbitraries.randomValue(
        random -> {
          String list = "a,-1.5\nb,\"2\"\n\uFEFFc\nd,1,2\n";
          byte[] plain = list.getBytes(StandardCharsets.UTF_8);
          return strike(random.nextBoolean() ? plain : packed("gz", list), random);
        });
  }

  /** Changes a byte or two, or cuts the end off. */
  private static byte[] strike(byte[] bytes, Random random) {
    byte[] struck = bytes.clone();
    for (int blow = random.nextInt(3); blow >= 0; blow--) {
      struck[random.nextInt(struck.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(3) == 0 ? Arrays.copyOf(struck, random.nextInt(struck.length)) : struck;
  }

  private static byte[] packed(String ending, String text) {
    try {
      return Packed.of(ending, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<RecordReader> readers(RecordRules rules) {
    return List.of(
        new JsonReader(rules),
        new JsonLinesReader(rules),
        new JsonArrayReader(rules),
        new MatbenchReader(rules),
        new CsvReader(rules),
        new PoscarReader(rules, new TargetLists("file:/d")),
        new ExtxyzReader(rules, new FileNames("file:/d")),
        new CifReader(rules, new TargetLists("file:/d")));
  }

  private static void readInEveryForm(String text) {
    assertThat(Recognition.ofText(text)).isNotNull();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (RecordRules rules : List.of(Records.STRICT, PARTICULAR)) {
      for (RecordReader reader : readers(rules)) {
        check(Records.read(reader, "dump", bytes), rules);
      }
    }
  }

  /** Checks that each record has a place of its own, and fits its table. */
  public static void check(List<DumpRecord> records, RecordRules rules) {
    Set<Long> positions = new HashSet<>();
    for (DumpRecord record : records) {
      assertThat(positions.add(record.position())).isTrue();
      if (record instanceof DumpRecord.Accepted accepted) {
        assertThat(MaterialTable.toRow(accepted.material(), rules.extraTargets()).size())
            .isEqualTo(MaterialTable.schema(rules.extraTargets()).size());
      } else {
        assertThat(Records.rejection(record).detail()).isNotBlank().hasSizeLessThan(501);
        assertThat(RejectionTable.toRow(Records.rejection(record)).size())
            .isEqualTo(RejectionTable.SCHEMA.size());
      }
    }
  }
}
