package org.latticework.pipeline.local;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Paths;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.AbstractFileSystem;
import org.apache.hadoop.fs.ChecksumFs;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FsConstants;
import org.apache.hadoop.fs.Path;

/**
 * The same files as {@link LocalFiles} for Hadoop's other interface, {@code FileContext}, with
 * which Delta writes its log.
 */
public final class LocalFileContext extends ChecksumFs {
  /**
   * Makes one, as Hadoop's {@link AbstractFileSystem} does by reflection.
   *
   * @param uri {@code file:///}
   */
  public LocalFileContext(URI uri, Configuration conf) throws IOException, URISyntaxException {
    super(new Disk(uri, conf));
  }

  private static final class Disk extends DelegateToFileSystem {
    private Disk(URI uri, Configuration conf) throws IOException, URISyntaxException {
      super(uri, new LocalDisk(), conf, FsConstants.LOCAL_FS_URI.getScheme(), false);
    }

    /**
     * Gives a file its name unless another has it. Hadoop looks first and renames then: of two
     * processes that commit the same version of a table at once, both would believe it theirs.
     */
    @Override
    public void renameInternal(Path from, Path to) throws IOException {
      java.nio.file.Path file = Paths.get(from.toUri().getPath());
      java.nio.file.Path name = Paths.get(to.toUri().getPath());
      if (ChecksumFs.isChecksumFile(to) || !Files.isRegularFile(file)) {
        super.renameInternal(from, to);
        return;
      }
      try {
        Files.createLink(name, file);
      } catch (java.nio.file.FileAlreadyExistsException e) {
        throw new FileAlreadyExistsException(to + " is there already");
      } catch (FileSystemException | UnsupportedOperationException e) { // a disk without links
        super.renameInternal(from, to);
        return;
      }
      Files.delete(file);
    }

    @Override
    public int getUriDefaultPort() {
      return -1; // none
    }

    @Override
    public boolean isValidName(String path) {
      return true; // the disk decides
    }
  }
}
