package org.latticework.pipeline.ingest.dump;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.UnreadableDumpException;
import org.latticework.pipeline.ingest.zip.ZipDirectory;
import org.latticework.pipeline.ingest.zip.ZipEntryStream;

/** Finds the files of a dump and deals them to tasks. */
public final class DumpFiles {
  private DumpFiles() {}

  /**
   * Returns the files: the input itself if it is a file; else those below it whose names fit,
   * without manifests and hidden files, in the order of their paths. A zip is a folder of its
   * entries, which stay in their order.
   *
   * @throws java.io.FileNotFoundException if there is no such path
   * @throws UnreadableDumpException if a zip cannot be read
   */
  public static List<DumpFile> list(Configuration conf, String input, Pattern names)
      throws IOException {
    Path root = new Path(input);
    FileSystem fs = root.getFileSystem(conf);
    FileStatus status = fs.getFileStatus(root);
    if (isZip(conf, status)) {
      return DumpFile.summaries(entries(conf, file(status), names));
    }
    if (status.isFile()) {
      return List.of(file(status));
    }
    List<DumpFile> files = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> found = fs.listFiles(status.getPath(), true);
    while (found.hasNext()) {
      FileStatus candidate = found.next();
      if (belongs(status.getPath(), candidate.getPath(), names)) {
        files.add(file(candidate));
      }
    }
    files.sort(Comparator.comparing(DumpFile::path));
    return DumpFile.summaries(files);
  }

  /**
   * Checks that a listing of the input is whole and of the input alone: on this machine, names that
   * Java cannot say, links to nowhere and in a circle would pass in silence.
   *
   * @param allowOutside whether links may lead out of the input
   * @throws UnreadableDumpException naming the first file that cannot be read
   */
  public static void requireWhole(Configuration conf, String input, boolean allowOutside)
      throws IOException {
    LocalTree.require(conf, input, allowOutside);
  }

  /**
   * Opens a file. Hadoop cannot say the name that the checksums of a local file have where that has
   * a colon, as times have; such a file is read without.
   */
  public static FSDataInputStream open(Configuration conf, Path file) throws IOException {
    FileSystem fs = file.getFileSystem(conf);
    boolean raw = fs instanceof LocalFileSystem && file.getName().indexOf(':') >= 0;
    return raw ? ((LocalFileSystem) fs).getRawFileSystem().open(file) : fs.open(file);
  }

  /** Opens a file, or an entry of a zip. */
  public static FSDataInputStream open(Configuration conf, DumpFile file) throws IOException {
    return file.place().inZip()
        ? new FSDataInputStream(new ZipEntryStream(open(conf, new Path(file.place().zip())), file))
        : open(conf, new Path(file.path()));
  }

  /** Returns whether an input is a zip, which its first bytes say. */
  public static boolean isZip(Configuration conf, FileStatus status) throws IOException {
    if (!status.isFile() || status.getLen() < Integer.BYTES) {
      return false;
    }
    try (FSDataInputStream in = open(conf, status.getPath())) {
      return ZipDirectory.isZip(in.readInt());
    }
  }

  private static List<DumpFile> entries(Configuration conf, DumpFile zip, Pattern names)
      throws IOException {
    Path root = new Path(zip.path() + "!"); // so that the paths of entries are below it
    try (FSDataInputStream in = open(conf, new Path(zip.path()))) {
      return ZipDirectory.files(
          zip, in, name -> belongs(root, new Path(root + Path.SEPARATOR + name), names));
    }
  }

  private static DumpFile file(FileStatus status) {
    return new DumpFile(status.getPath().toString(), status.getLen());
  }

  private static boolean belongs(Path root, Path path, Pattern names) {
    if (path.getName().startsWith("manifest.") || !names.matcher(path.getName()).matches()) {
      return false;
    }
    for (Path part = path; part != null && !part.equals(root); part = part.getParent()) {
      if (part.getName().startsWith(".") || part.getName().startsWith("_")) {
        return false;
      }
    }
    return true;
  }

  /**
   * Deals files to tasks so that each has about the same number of bytes: the largest first, each
   * to the task that has least.
   *
   * @param tasks upper bound on the number of tasks; positive
   */
  static List<List<DumpFile>> deal(List<DumpFile> files, int tasks) {
    List<DumpFile> largestFirst = new ArrayList<>(files);
    largestFirst.sort(
        Comparator.comparingLong(DumpFile::length).reversed().thenComparing(DumpFile::path));
    PriorityQueue<Share> lightest =
        new PriorityQueue<>(Comparator.comparingLong(share -> share.bytes));
    List<List<DumpFile>> dealt = new ArrayList<>();
    for (int i = 0; i < Math.min(tasks, files.size()); i++) {
      List<DumpFile> share = new ArrayList<>();
      dealt.add(share);
      lightest.add(new Share(share));
    }
    for (DumpFile file : largestFirst) {
      Share least = lightest.remove();
      least.files.add(file);
      least.bytes += file.length() + 1; // empty files must not pile up
      lightest.add(least);
    }
    return dealt;
  }

  private static final class Share {
    private final List<DumpFile> files;
    private long bytes;

    private Share(List<DumpFile> files) {
      this.files = files;
    }
  }
}
