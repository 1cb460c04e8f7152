package org.latticework.jobs.model;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.latticework.jobs.workspace.Location;

/**
 * A model's files in any store that Hadoop knows.
 *
 * @param folder of the model
 * @param hadoop what file systems need to know
 */
record StoredFiles(Location folder, Configuration hadoop) implements ModelFiles {
  @Override
  public byte[] read(String file) throws IOException {
    try (InputStream in = folder.child(file).open(hadoop)) {
      return in.readAllBytes();
    }
  }

  @Override
  public boolean has(String file) {
    return !folder.child(file).missing();
  }

  @Override
  public String place(String file) {
    return folder.child(file).text();
  }
}
