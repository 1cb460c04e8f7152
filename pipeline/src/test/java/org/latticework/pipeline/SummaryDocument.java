package org.latticework.pipeline;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** A summary document as Materials Project writes them, to be bent by tests. */
public final class SummaryDocument {
  private final Map<String, String> fields = new LinkedHashMap<>(); // name to raw JSON

  private SummaryDocument() {}

  /** Cesium chloride with a given edge, so that another edge is another structure. */
  public static SummaryDocument cesiumChloride(String id, double edge) {
    return new SummaryDocument()
        .with("material_id", '"' + id + '"')
        .with("formula_pretty", "\"CsCl\"")
        .with("formation_energy_per_atom", "-2.25")
        .with("band_gap", "5.5")
        .with("structure", structure(edge, site("Cs", "[0,0,0]"), site("Cl", "[0.5,0.5,0.5]")));
  }

  public static String site(String element, String abc) {
    return "{\"species\":[{\"element\":\"%s\",\"occu\":1}],\"abc\":%s,\"xyz\":[9,9,9],\"label\":\"x\"}"
        .formatted(element, abc);
  }

  public static String structure(double edge, String... sites) {
    return "{\"@class\":\"Structure\",\"charge\":null,\"lattice\":{\"matrix\":[[%s,0,0],[0,%s,0],[0,0,%s]],"
            .formatted(edge, edge, edge)
        + "\"pbc\":[true,true,true],\"a\":1},\"properties\":{},\"sites\":["
        + String.join(",", sites)
        + "]}";
  }

  public SummaryDocument with(String name, String rawJson) {
    fields.put(name, rawJson);
    return this;
  }

  public SummaryDocument without(String name) {
    fields.remove(name);
    return this;
  }

  public SummaryDocument updated(String time) {
    return with("last_updated", '"' + time + '"');
  }

  @Override
  public String toString() {
    return fields.entrySet().stream()
        .map(field -> '"' + field.getKey() + "\":" + field.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** Writes one document a line; gzip if the name says so. */
  public static Path write(Path file, Object... lines) throws IOException {
    Files.createDirectories(file.getParent());
    String text =
        List.of(lines).stream().map(Object::toString).collect(Collectors.joining("\n", "", "\n"));
    try (OutputStream out =
        file.toString().endsWith(".gz")
            ? new GZIPOutputStream(Files.newOutputStream(file))
            : Files.newOutputStream(file)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
