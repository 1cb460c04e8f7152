package org.latticework.pipeline.ingest.cifvalue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.pipeline.ingest.cif.CifCrystal;
import org.latticework.pipeline.ingest.cif.CifDistances;
import org.latticework.pipeline.ingest.cif.CifTexts;

/**
 * Files of the Crystallography Open Database compared with pymatgen 2022.11.7: {@code s =
 * CifParser(file).get_structures(primitive=False)[0]}, then {@code s.composition}, {@code
 * s.volume}, the number of all {@code s.get_neighbors(site, 4.9)}, and for each element the least
 * {@code nn_distance}. For 9000046, graphite, y = 0.16667 was made 1/6 by hand before: pymatgen
 * knows thirds only and is 1.4e-5 Å off.
 */
class CifSampleTest {
  private static final Path SAMPLES = Path.of("../../shared/data/cif-sample");
  private static final double PRINTED = 6e-7; // the values below have six decimals

  @ParameterizedTest
  @CsvSource({
    "1000041, Cl4 Na4, 177.504328, 208, Cl 2.810000; Na 2.810000, 225",
    "1000050, Cl1 K1, 47.990444, 28, Cl 3.147136; K 3.147136, 221",
    "1101051, S2 Zn2, 79.230785, 104, S 2.342097; Zn 2.342097, 186",
    "1507756, Ba1 O3 Ti1, 64.268786, 178, Ba 2.792035; O 1.871922; Ti 1.871922, 99",
    "7206075, O8 Ti4, 136.379932, 568, O 1.930110; Ti 1.930110, 141",
    "9000046, C8, 69.958630, 448, C 1.417979, 69",
    "9009743, Cl1 Cs1, 69.680221, 28, Cl 3.563695; Cs 3.563695, 221",
    "9011050, Ge8, 181.085176, 224, Ge 2.449787, 227",
    "9011998, Si8, 160.186257, 224, Si 2.351666, 227",
    "9012304, C8, 45.373235, 688, C 1.544426, 227"
  })
  void agreesWithPymatgen(
      String file, String composition, double volume, int pairs, String nearest, int group)
      throws IOException, CifException {
    assumeTrue(Files.isDirectory(SAMPLES), "Needs ../shared/data/cif-sample");
    CifCrystal crystal = CifTexts.crystals(Files.readString(SAMPLES.resolve(file + ".cif"))).get(0);
    Structure structure = crystal.structure();
    StringBuilder counts = new StringBuilder();
    structure
        .composition()
        .counts()
        .forEach((symbol, n) -> counts.append(symbol).append(n).append(' '));
    assertThat(counts.toString().strip()).isEqualTo(composition);
    assertThat(structure.lattice().volume()).isCloseTo(volume, within(PRINTED));
    assertThat(CifDistances.pairs(structure, 4.9)).isEqualTo(pairs);
    assertThat(nearest(structure)).isEqualTo(nearest);
    assertThat(crystal.blockName()).isEqualTo(file);
    assertThat(crystal.symmetryNumber()).hasValue(group);
  }

  /** Returns the least distance from each element to any site, Å, six decimals. */
  private static String nearest(Structure structure) {
    Map<String, Double> nearest = new TreeMap<>();
    for (int i = 0; i < structure.size(); i++) {
      nearest.merge(structure.element(i).symbol(), CifDistances.nearest(structure, i), Math::min);
    }
    return nearest.entrySet().stream()
        .map(entry -> "%s %.6f".formatted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining("; "));
  }
}
