package org.latticework.pipeline.ingest.record;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.latticework.pipeline.material.Target;
import org.latticework.pipeline.table.MaterialTable;

/**
 * Where a source that calls things in its own way has what we call by our names. A name that is
 * mapped is read there alone.
 *
 * @param paths our name to the field's: that of a column, or those of objects and the field in the
 *     last one, joined by dots; where empty, the name is not mapped
 */
public record ColumnMap(Map<String, String> paths) implements Serializable {
  public static final String STRUCTURE = "structure";

  private static final String ATTRIBUTES = "attributes."; // of an entry of OPTIMADE

  public ColumnMap {
    Map<String, String> mapped = new HashMap<>(paths);
    mapped.values().removeIf(String::isBlank);
    mapped.forEach(ColumnMap::requireValid);
    mapped.forEach((name, path) -> requireApart(name, path, mapped));
    paths = Map.copyOf(mapped);
  }

  /** Returns the map of a source that has the names that its form should have. */
  public static ColumnMap none() {
    return new ColumnMap(Map.of());
  }

  /** Returns the names that can be mapped. */
  public static List<String> names() {
    return Stream.concat(
            Stream.of(
                MaterialTable.MATERIAL_ID,
                STRUCTURE,
                MaterialTable.FORMULA_PRETTY,
                MaterialTable.SYMMETRY_NUMBER,
                MaterialTable.LAST_UPDATED,
                MaterialTable.DEPRECATED,
                MaterialTable.LICENSE,
                MaterialTable.DATABASE_VERSION),
            Target.all().stream().map(Target::column))
        .toList();
  }

  private static void requireValid(String name, String path) {
    if (!names().contains(name)) {
      throw new IllegalArgumentException(
          "columns can have %s, got %s".formatted(String.join(", ", names()), name));
    }
    if (List.of(path.split("\\.", -1)).contains("")) {
      throw new IllegalArgumentException(
          "columns.%s must be a field such as jid or data.gap, got '%s'".formatted(name, path));
    }
  }

  private static void requireApart(String name, String path, Map<String, String> mapped) {
    mapped.forEach(
        (other, around) -> {
          boolean inside = path.equals(around) || path.startsWith(around + ".");
          if (!other.equals(name) && inside) {
            throw new IllegalArgumentException(
                "columns.%s = %s lies in columns.%s = %s: a field is read once"
                    .formatted(name, path, other, around));
          }
        });
    if (inStructure(path, Optional.ofNullable(mapped.get(STRUCTURE)))) {
      throw new IllegalArgumentException(
          "columns.%s cannot lie inside the structure, got %s".formatted(name, path));
    }
  }

  /** Returns whether a path leads into what is read as the structure, and would hide it. */
  public boolean inStructure(String path) {
    return inStructure(path, path(STRUCTURE));
  }

  private static boolean inStructure(String path, Optional<String> mapped) {
    List<String> structures = mapped.map(List::of).orElse(List.of(STRUCTURE, "atoms"));
    return structures.stream()
        .map(structure -> withoutAttributes(structure) + ".")
        .anyMatch(inside -> withoutAttributes(path).startsWith(inside));
  }

  private static String withoutAttributes(String path) {
    return path.startsWith(ATTRIBUTES) ? path.substring(ATTRIBUTES.length()) : path;
  }

  /** Returns where the source has what we call by a name, if that is said. */
  public Optional<String> path(String name) {
    return Optional.ofNullable(paths.get(name));
  }

  /** Returns our name for a column of the source, if that is said. */
  public Optional<String> name(String column) {
    return paths.entrySet().stream()
        .filter(entry -> entry.getValue().equals(column))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
