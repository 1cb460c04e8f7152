package org.latticework.pipeline.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
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
  @Override
  public void setPermission(Path path, FsPermission permission) throws IOException {
    File file = pathToFile(path);
    PosixFileAttributeView view =
        Files.getFileAttributeView(file.toPath(), PosixFileAttributeView.class);
    if (view == null || permission.getStickyBit()) { // Java has no word for it
      super.setPermission(path, permission);
      return;
    }
    String letters =
        permission.getUserAction().SYMBOL
            + permission.getGroupAction().SYMBOL
            + permission.getOtherAction().SYMBOL;
    view.setPermissions(PosixFilePermissions.fromString(letters));
  }

  @Override
  public FileStatus getFileLinkStatus(Path path) throws IOException {
    return Files.isSymbolicLink(pathToFile(path).toPath())
        ? super.getFileLinkStatus(path)
        : getFileStatus(path);
  }
}
