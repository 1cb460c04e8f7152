package org.latticework.jobs.generate;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.latticework.featurizer.synthetic.SyntheticMaterial;
import org.latticework.featurizer.synthetic.SyntheticMaterials;
import org.latticework.jobs.console.Json;

/**
 * A folder of synthetic materials laid out as Materials Project's open bucket: {@code
 * collections/<release>/summary/nelements=<n>/symmetry_number=<s>.jsonl.gz} and {@code
 * manifest.jsonl.gz} next to the elements. The same count and seed give the same bytes.
 *
 * <p>A {@link DumpMarker} is written first: so a dump that was interrupted is completed by the same
 * call, and one of other crystals never mixes with it.
 */
final class SyntheticDump {
  private static final String RELEASE = "2000-01-01"; // no release of Materials Project bears it

  private SyntheticDump() {}

  /**
   * Writes the first materials of a seed's list, in the place of other synthetic ones.
   *
   * @return the number of files
   */
  static int write(GenerateConfig config) throws IOException {
    Path release = config.output().resolve("collections").resolve(RELEASE);
    DumpMarker marker = DumpMarker.of(config);
    if (!marker.isIn(config.output()) && Files.exists(release)) {
      removeTree(release);
    }
    marker.write(config.output());
    return writeCrystals(release.resolve("summary"), config.count(), config.seed());
  }

  private static void removeTree(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static int writeCrystals(Path summary, int count, long seed) throws IOException {
    Map<String, Writer> files = new TreeMap<>();
    Map<String, Integer> rows = new TreeMap<>();
    try {
      for (int i = 0; i < count; i++) {
        SyntheticMaterial material = SyntheticMaterials.material(seed, i);
        String file = file(material);
        line(
            files.computeIfAbsent(file, name -> open(summary.resolve(name))),
            SyntheticDocument.of(material, RELEASE));
        rows.merge(file, 1, Integer::sum);
      }
    } finally {
      for (Writer writer : files.values()) {
        writer.close();
      }
    }
    try (Writer manifest = open(summary.resolve("manifest.jsonl.gz"))) {
      for (Map.Entry<String, Integer> entry : rows.entrySet()) {
        line(manifest, Map.of("path", entry.getKey(), "rows", entry.getValue()));
      }
    }
    return rows.size();
  }

  private static String file(SyntheticMaterial material) {
    return "nelements=%d/symmetry_number=%d.jsonl.gz"
        .formatted(material.structure().composition().counts().size(), material.symmetryNumber());
  }

  private static Writer open(Path file) {
    try {
      Files.createDirectories(file.getParent());
      return new BufferedWriter(
          new OutputStreamWriter(
              new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  private static void line(Writer writer, Map<String, Object> document) throws IOException {
    writer.write(Json.line(document));
    writer.write('\n');
  }
}
