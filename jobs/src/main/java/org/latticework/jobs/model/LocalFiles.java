package org.latticework.jobs.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model's files on this machine; Hadoop need not be there.
 *
 * @param folder of the model
 */
public record LocalFiles(Path folder) implements ModelFiles {
  @Override
  public byte[] read(String file) throws IOException {
    return Files.readAllBytes(folder.resolve(file));
  }

  @Override
  public boolean has(String file) {
    return Files.exists(folder.resolve(file));
  }

  @Override
  public String place(String file) {
    return folder.resolve(file).toString();
  }
}
