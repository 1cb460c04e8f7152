package org.latticework.pipeline.ingest.dump;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.latticework.pipeline.ingest.record.UnreadableDumpException;

/**
 * What a listing of a folder on this machine would pass over, or follow, in silence: names that
 * this Java cannot say, links to nowhere, links that lead out of the folder, and links in a circle.
 * What is hidden does not count.
 */
final class LocalTree extends SimpleFileVisitor<Path> {
  private static final char UNKNOWN = '\uFFFD'; // for bytes that are no text in the locale

  private final Path root; // without links
  private final boolean allowOutside;

  private LocalTree(Path root, boolean allowOutside) {
    this.root = root;
    this.allowOutside = allowOutside;
  }

  /**
   * Checks an input; one on another file system has none of these.
   *
   * @param allowOutside whether links may lead out of the input
   * @throws UnreadableDumpException if a listing would not be whole, or not of the input alone
   */
  static void require(Configuration conf, String input, boolean allowOutside) throws IOException {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(input);
    if (!path.getFileSystem(conf).getUri().getScheme().equals("file")) {
      return;
    }
    Path folder = Path.of(path.toUri().getPath());
    if (Files.isDirectory(folder)) {
      Path root = folder.toRealPath();
      Files.walkFileTree(
          root,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new LocalTree(root, allowOutside));
    }
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
      throws IOException {
    if (folder.equals(root)) {
      return FileVisitResult.CONTINUE;
    }
    return check(folder) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    if (check(file) && attributes.isSymbolicLink()) { // which is left of one that leads nowhere
      throw new UnreadableDumpException(
          "%s is a link to %s, where nothing is: remove it, or bring its target back"
              .formatted(file, Files.readSymbolicLink(file)));
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
    if (e instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE; // it went meanwhile
    }
    if (e instanceof FileSystemLoopException) {
      throw new UnreadableDumpException(
          "%s is a link to a folder that it lies in, %s: remove it"
              .formatted(file, file.toRealPath()),
          e);
    }
    throw e;
  }

  /** Returns whether a file is not hidden, and checks one that is not. */
  private boolean check(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.startsWith(".") || name.startsWith("_")) {
      return false;
    }
    if (name.indexOf(UNKNOWN) >= 0 && !file.toFile().exists()) {
      throw new UnreadableDumpException(
          ("%s: this Java cannot say the name of the file, since its locale has the characters of %s:"
                  + " set LC_ALL=C.UTF-8 before it starts, or rename a file that is not UTF-8")
              .formatted(file, System.getProperty("sun.jnu.encoding")));
    }
    if (!allowOutside && Files.isSymbolicLink(file) && Files.exists(file)) {
      Path target = file.toRealPath();
      if (!target.startsWith(root)) {
        throw new UnreadableDumpException(
            "%s is a link to %s, outside of the input: to follow it, set ingest.allow-outside=true"
                .formatted(file, target));
      }
    }
    return true;
  }
}
