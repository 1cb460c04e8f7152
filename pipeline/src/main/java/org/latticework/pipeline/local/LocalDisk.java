package org.latticework.pipeline.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local file system without its processes. Where Hadoop's native library is missing, as it
 * is almost everywhere, it runs {@code chmod} for each file that it makes and {@code readlink} for
 * each that it renames: more than a hundred processes for one small commit. Java does the same
 * itself.
 */
final class LocalDisk extends RawLocalFileSystem {
  private static final String MODE = "unix:mode";
  private static final int INHERITANCE = 06000; // setuid and setgid

  @Override
  public void setPermission(Path path, FsPermission permission) throws IOException {
    File file = pathToFile(path);
    if (!file.toPath().getFileSystem().supportedFileAttributeViews().contains("unix")) {
      super.setPermission(path, permission);
      return;
    }
    int mode = permission.toShort();
    if (file.isDirectory()) { // chmod, too, lets new files inherit the folder's owner and group
      mode |= (int) Files.getAttribute(file.toPath(), MODE) & INHERITANCE;
    }
    Files.setAttribute(file.toPath(), MODE, mode);
  }

  @Override
  public FileStatus getFileLinkStatus(Path path) throws IOException {
    return Files.isSymbolicLink(pathToFile(path).toPath())
        ? super.getFileLinkStatus(path)
        : getFileStatus(path);
  }
}
