package org.latticework.jobs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.latticework.featurizer.synthetic.SyntheticMaterial;
import org.latticework.featurizer.synthetic.SyntheticMaterials;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.generate.SyntheticDocument;

/**
 * A file as Matbench has them, with synthetic crystals of few atoms.
 *
 * @param path where it is
 * @param values targets by row
 */
record MatbenchFile(Path path, List<Double> values) {
  private static final int MOST_ATOMS = 6;

  /** A row whose structure has no lattice, and one whose atom has no neighbor within 8 Å. */
  static final int BROKEN = 3;

  static final int ISOLATED = 8;

  /**
   * Writes one, gzip if its name says so.
   *
   * @param column name of its target, whose values are band gaps
   */
  static MatbenchFile write(Path path, String column, int rows) throws IOException {
    List<Integer> index = new ArrayList<>();
    List<Object> data = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (long k = 0; data.size() < rows; k++) {
      SyntheticMaterial material = SyntheticMaterials.material(0, k);
      if (material.structure().size() <= MOST_ATOMS) {
        index.add(data.size());
        values.add(material.bandGap());
        data.add(List.of(structure(material, data.size()), material.bandGap()));
      }
    }
    String text =
        "{\"columns\":[\"structure\",\"%s\"],\"index\":%s,\"data\":%s}"
            .formatted(column, Json.line(index), Json.line(data));
    try (OutputStream out = Files.newOutputStream(path);
        OutputStream packed = path.toString().endsWith(".gz") ? new GZIPOutputStream(out) : out) {
      packed.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return new MatbenchFile(path, values);
  }

  private static Object structure(SyntheticMaterial material, int row) {
    return switch (row) {
      case BROKEN -> Map.of("sites", List.of());
      case ISOLATED ->
          Map.of(
              "lattice",
              Map.of("matrix", List.of(List.of(20, 0, 0), List.of(0, 20, 0), List.of(0, 0, 20))),
              "sites",
              List.of(
                  Map.of(
                      "species",
                      List.of(Map.of("element", "Ar", "occu", 1)),
                      "abc",
                      List.of(0, 0, 0))));
      default -> SyntheticDocument.of(material, "2000-01-01").get("structure");
    };
  }
}
