package org.latticework.report.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.latticework.report.figure.Figure;

/** A section of a page. */
public final class Section {
  private final String id;
  private final String title;
  private final List<Part> parts = new ArrayList<>();

  /**
   * Begins a section.
   *
   * @param id of lower-case letters, digits and hyphens; no other section of the page has it
   * @param title its heading
   */
  public Section(String id, String title) {
    if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "A section's id is of lower-case letters, digits and hyphens, got '%s'".formatted(id));
    }
    this.id = id;
    this.title = title;
  }

  /**
   * Returns this section under other names, to stand beside others of its kind.
   *
   * @param prefix of its id and those of its figures, such as {@code model-2-}
   * @param suffix of its title
   */
  public Section renamed(String prefix, String suffix) {
    Section renamed = new Section(prefix + id, title + suffix);
    for (Part part : parts) {
      renamed.add(part instanceof Drawn drawn ? new Drawn(drawn.figure().renamed(prefix)) : part);
    }
    return renamed;
  }

  /** Adds a part behind the others. */
  public Section add(Part part) {
    parts.add(part);
    return this;
  }

  /** Adds a figure behind the other parts. */
  public Section draw(Figure figure) {
    return add(new Drawn(figure));
  }

  public String id() {
    return id;
  }

  public String title() {
    return title;
  }

  public List<Part> parts() {
    return Collections.unmodifiableList(parts);
  }

  /** Returns its parts of one kind in their order. */
  public <T extends Part> List<T> parts(Class<T> kind) {
    return parts.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Returns its figures in their order. */
  public List<Figure> figures() {
    return parts(Drawn.class).stream().map(Drawn::figure).toList();
  }
}
