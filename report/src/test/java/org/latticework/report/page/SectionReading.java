package org.latticework.report.page;

import static java.util.stream.Collectors.joining;

/** What a reader finds in a section. */
public final class SectionReading {
  private SectionReading() {}

  /** Returns all sentences, a line for each part. */
  public static String words(Section section) {
    return section.parts(Words.class).stream().map(Words::text).collect(joining("\n"));
  }

  /** Returns the first table whose caption begins so. */
  public static Facts table(Section section, String caption) {
    return section.parts(Facts.class).stream()
        .filter(facts -> facts.caption().startsWith(caption))
        .findFirst()
        .orElseThrow();
  }
}
