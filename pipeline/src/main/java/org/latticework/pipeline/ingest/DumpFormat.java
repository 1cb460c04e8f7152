package org.latticework.pipeline.ingest;

import java.util.Locale;

/** The forms of dumps that can be read. */
public enum DumpFormat {
  /** Materials Project's summary documents, one JSON object a line, plain or gzip. */
  JSON_LINES {
    @Override
    boolean reads(String fileName) {
      return fileName.matches("(?i).*\\.(jsonl|ndjson|json)(\\.gz)?");
    }

    @Override
    RecordReader reader(RecordRules rules) {
      return new JsonLinesReader(rules);
    }
  };

  /** Returns whether a file found in a folder belongs to the dump, by its name. */
  abstract boolean reads(String fileName);

  /** Returns a reader for one task. */
  abstract RecordReader reader(RecordRules rules);

  /** Returns the word for configurations and command lines: {@code "json-lines"}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
