package org.latticework.report.verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latticework.report.judged.JudgedColumn;
import org.latticework.report.judged.Subject;
import org.latticework.report.page.Section;

/** The sections of a page that say how right models are. */
public final class JudgedSections {
  private static final String TITLE = "How right it is";
  private static final String ID = "right";

  private JudgedSections() {}

  /**
   * Writes them: one for each model and column, and one before them for each column that several
   * models predict.
   *
   * @param columns what models said; of none there is no section
   * @return sections whose ids, and those of their figures, begin with {@code right}
   */
  public static List<Section> of(List<JudgedColumn> columns) {
    List<Section> sections = new ArrayList<>();
    for (List<JudgedColumn> alike : alike(columns)) {
      String name = alike.get(0).column();
      if (alike.size() > 1) {
        String id = id(name, "models", sections.size());
        sections.add(ComparisonSection.of(id, "Models of " + name, alike));
      }
      for (JudgedColumn column : alike) {
        String by = alike.size() > 1 ? " by " + column.model() : "";
        sections.add(
            columns.size() == 1
                ? ModelSection.of(ID, TITLE, column)
                : ModelSection.of(
                    id(name, column.model(), sections.size()),
                    "%s: %s%s".formatted(TITLE, name, by),
                    column));
      }
    }
    return sections;
  }

  /** Returns an id that ends with a number of its own, as no figure's does. */
  private static String id(String column, String model, int before) {
    return "%s-%s-%s-%d".formatted(ID, Subject.slug(column), Subject.slug(model), before + 1);
  }

  /** Puts together what is of one column and kind, in the order given. */
  private static List<List<JudgedColumn>> alike(List<JudgedColumn> columns) {
    record Kind(String column, String unit, boolean probability) {}
    Map<Kind, List<JudgedColumn>> alike = new LinkedHashMap<>();
    for (JudgedColumn column : columns) {
      alike
          .computeIfAbsent(
              new Kind(column.column(), column.unit(), column.probability()),
              unused -> new ArrayList<>())
          .add(column);
    }
    return List.copyOf(alike.values());
  }
}
