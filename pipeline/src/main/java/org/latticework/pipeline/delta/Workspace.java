package org.latticework.pipeline.delta;

import java.io.Serializable;

/**
 * The folder that holds all tables of a project.
 *
 * @param root path or address that Hadoop's file systems understand: {@code work}, {@code
 *     hdfs://…}, {@code s3a://bucket/folder}
 */
public record Workspace(String root) implements Serializable {
  public Workspace {
    if (root.isBlank()) {
      throw new IllegalArgumentException("A workspace needs a path, got an empty one");
    }
    root = root.length() > 1 && root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
  }

  /** Returns the folder of a table: {@code <root>/tables/<name>}. */
  public String table(String name) {
    return root + "/tables/" + name;
  }
}
