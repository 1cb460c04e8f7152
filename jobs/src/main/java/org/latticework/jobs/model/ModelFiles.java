package org.latticework.jobs.model;

import java.io.IOException;

/** The folder {@code models/<name>/} of a workspace, to be read. */
public interface ModelFiles {
  /**
   * Reads a file.
   *
   * @param file its path in the folder, such as {@code <training id>/model.json}
   * @throws IOException also if there is none
   */
  byte[] read(String file) throws IOException;

  /** Returns whether there is such a file. */
  boolean has(String file);

  /** Returns where a file is, as a person reads it. */
  String place(String file);
}
