package org.latticework.pipeline.table;

import java.util.List;

/** A release was asked for that no ingest has read. */
public final class UnknownReleaseException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnknownReleaseException(String release, List<String> known) {
    super("There is no release '%s'; there are %s".formatted(release, String.join(", ", known)));
  }
}
