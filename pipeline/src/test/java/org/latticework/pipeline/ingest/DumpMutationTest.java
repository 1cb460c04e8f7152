package org.latticework.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticework.pipeline.SummaryDocument.cesiumChloride;

import java.nio.charset.StandardCharsets;
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
import org.latticework.pipeline.SummaryDocument;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.RejectionTable;

/** Damaged dumps of every form: materials and rejections, never an exception. */
class DumpMutationTest {
  private static final SummaryDocument DOCUMENT =
      cesiumChloride("mp-1", 4.1)
          .with("symmetry", "{\"number\":221}")
          .with("bulk_modulus", "{\"vrh\":18.5}")
          .with("deprecated", "false")
          .with("builder_meta", "{\"license\":\"BY-C\",\"database_version\":\"2024-11-14\"}")
          .with("last_updated", "{\"$date\":{\"$numberLong\":\"1731576600000\"}}");
  private static final String LINES = DOCUMENT + "\n" + DOCUMENT.updated("2024-01-01") + "\n";
  private static final String ARRAY = "[" + DOCUMENT + "," + DOCUMENT + "]";
  private static final String DATA = "{\"data\":" + ARRAY + ",\"meta\":{\"n\":2}}";
  private static final String MATBENCH =
      MatbenchReaderTest.table("[0,\"mb-x-2\"]", "[\"structure\",\"e_form\"]", "-1.5", "null");
  private static final String CSV =
      "material_id,band_gap,cif\nmp-1,1.5,\"%s\"\n\"mp-2\",,\"%s\"\n"
          .formatted(CifDocument.cesiumChloride("a", 4), CifDocument.cesiumChloride("b", 5));
  private static final List<String> TEXTS = List.of(LINES, ARRAY, DATA, MATBENCH, CSV);

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
    "[[[[[[[["
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

  private static String damage(Random random) {
    StringBuilder text = new StringBuilder(TEXTS.get(random.nextInt(TEXTS.size())));
    int blows = 1 + random.nextInt(random.nextInt(10) == 0 ? 40 : 3);
    for (int blow = 0; blow < blows && text.length() > 2; blow++) {
      int at = random.nextInt(text.length() - 1);
      switch (random.nextInt(7)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.setCharAt(at, (char) random.nextInt(256));
        case 2 -> text.insert(at, FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
        case 3 -> text.setLength(at);
        case 4 -> text.delete(at, Math.min(text.length(), at + random.nextInt(60)));
        case 5 -> text.append(text.substring(at));
        default -> text.setCharAt(at, text.charAt(random.nextInt(text.length())));
      }
    }
    return text.toString();
  }

  @Property(tries = 2_000, seed = "1", shrinking = ShrinkingMode.OFF)
  void readsOrRefusesDamagedTexts(@ForAll("damaged") String text) {
    readInEveryForm(text);
  }

  @Property(tries = 1_000, seed = "2", shrinking = ShrinkingMode.OFF)
  void readsOrRefusesRubbish(@ForAll("rubbish") String text) {
    readInEveryForm(text);
  }

  private static void readInEveryForm(String text) {
    assertThat(Recognition.ofText(text)).isNotNull();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (RecordReader reader :
        List.of(
            new JsonReader(Records.STRICT),
            new JsonLinesReader(Records.STRICT),
            new JsonArrayReader(Records.STRICT),
            new MatbenchReader(Records.STRICT),
            new CsvReader(Records.STRICT),
            new CifReader(Records.STRICT, new CifLists()))) {
      Set<Long> positions = new HashSet<>();
      for (DumpRecord record : Records.read(reader, "dump", bytes)) {
        assertThat(positions.add(record.position())).isTrue();
        if (record instanceof DumpRecord.Accepted accepted) {
          assertThat(MaterialTable.toRow(accepted.material(), List.of()).size())
              .isEqualTo(MaterialTable.SCHEMA.size());
        } else {
          assertThat(Records.rejection(record).detail()).isNotBlank().hasSizeLessThan(700);
          assertThat(RejectionTable.toRow(Records.rejection(record)).size())
              .isEqualTo(RejectionTable.SCHEMA.size());
        }
      }
    }
  }
}
