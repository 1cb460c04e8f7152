package org.latticework.pipeline.ingest.document;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.latticework.pipeline.material.Target;
import org.latticework.pipeline.table.MaterialTable;

/** The fields that are kept beyond the known ones; all others are skipped unread. */
final class ExtraFields {
  private final JsonFields fields;
  private final Map<String, Target> targets = new HashMap<>(); // by path: dos.gap
  private final Set<String> objects = new HashSet<>(); // paths that lead to one: dos

  ExtraFields(List<String> paths, JsonFields fields) {
    this.fields = fields;
    for (String path : paths) {
      targets.put(path, MaterialTable.extraTarget(path));
      for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
        objects.add(path.substring(0, dot));
      }
    }
  }

  /**
   * Reads or skips the current value.
   *
   * @param path name of the field, after those of the objects around it
   * @param values receives a number that is kept
   */
  void read(JsonParser json, String path, Map<Target, Double> values) throws IOException {
    Target target = targets.get(path);
    if (target != null) {
      double value = fields.number(json, path);
      if (!Double.isNaN(value)) {
        values.put(target, value);
      }
    } else if (objects.contains(path)) {
      fields.object(json, path, inner -> read(json, path + "." + inner, values));
    } else {
      json.skipChildren();
    }
  }
}
