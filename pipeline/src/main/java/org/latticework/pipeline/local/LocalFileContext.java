package org.latticework.pipeline.local;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.AbstractFileSystem;
import org.apache.hadoop.fs.ChecksumFs;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FsConstants;

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
