package org.latticework.jobs.workspace;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.spark.TaskContext;
import org.latticework.jobs.settings.ConfigurationException;

/**
 * A path as the user wrote it: on this machine, or on another file system, such as {@code hdfs://}
 * or {@code s3a://}.
 */
public record Location(String text) {
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  /** What goes before the host of an address: a name, or a name and a password. */
  private static final Pattern USER = Pattern.compile("([A-Za-z0-9+.-]+)://([^/@]*)@.*");

  /**
   * Takes the path.
   *
   * @throws ConfigurationException if it holds a key or a password: paths are printed, and written
   *     to logs, summaries and models
   */
  public Location {
    Matcher user = USER.matcher(text);
    if (user.matches() && (user.group(1).startsWith("s3") || user.group(2).contains(":"))) {
      throw new ConfigurationException(
          "An address of %s://… holds a key or password; leave it out and see docs/security.md"
              .formatted(user.group(1)));
    }
  }

  /**
   * Returns the path on this machine; empty for another file system.
   *
   * @throws ConfigurationException if Java cannot say it in the locale that it was started in
   */
  public Optional<Path> local() {
    if (text.startsWith("file:")) {
      return Optional.of(path(text.substring("file:".length()).replaceFirst("^//", "")));
    }
    return SCHEME.matcher(text).matches() ? Optional.empty() : Optional.of(path(text));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new ConfigurationException(
          "%s cannot be the name of a file where names have the characters of %s: set LC_ALL=C.UTF-8"
                  .formatted(text, System.getProperty("sun.jnu.encoding"))
              + " before Java starts",
          e);
    }
  }

  /**
   * Returns the path on this machine.
   *
   * @param option that takes no other
   * @throws ConfigurationException if it is on another file system
   */
  public Path here(String option) {
    return local()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "%s wants a path on this machine, got %s".formatted(option, text)));
  }

  /**
   * Returns the path with everything that depends on the current folder taken out, as a person
   * reads it.
   */
  public String absolute() {
    return local().map(path -> path.toAbsolutePath().normalize().toString()).orElse(text);
  }

  /**
   * Returns the path as Hadoop and Spark take it: with {@code file:} before one on this machine,
   * where Hadoop would otherwise look in its default file system.
   */
  public String qualified() {
    return local().isPresent() ? "file:" + absolute() : text;
  }

  public Location child(String name) {
    return new Location(text.endsWith("/") ? text + name : text + "/" + name);
  }

  /**
   * Checks that something is here.
   *
   * @param complaint what to say if nothing does
   * @throws ConfigurationException with the complaint, or if another file system cannot be asked
   */
  public void requireExisting(String complaint) {
    if (missing()) {
      throw new ConfigurationException(complaint);
    }
  }

  /**
   * Returns whether nothing is here.
   *
   * @throws ConfigurationException if another file system cannot be asked
   */
  public boolean missing() {
    return !local().map(Files::exists).orElseGet(() -> RemoteStore.exists(text));
  }

  /**
   * Removes what is here, with all that is below it.
   *
   * @throws IOException also if something is left
   */
  public void delete(Configuration hadoop) throws IOException {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(qualified());
    FileSystem store = path.getFileSystem(hadoop);
    if (!store.delete(path, true) && store.exists(path)) {
      throw new IOException("Cannot remove " + text);
    }
  }

  /** Opens a file for writing, making the folders on the way and replacing what was there. */
  OutputStream create(Configuration hadoop) throws IOException {
    Optional<Path> local = local();
    if (local.isEmpty()) {
      org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(text);
      return path.getFileSystem(hadoop).create(path, true);
    }
    makeFolders(local.get().toAbsolutePath().normalize().getParent());
    return Files.newOutputStream(local.get());
  }

  /** Makes a folder and those above it, and waits until their names are on the disk. */
  private static void makeFolders(Path folder) throws IOException {
    Path above = folder.getParent();
    if (above == null || Files.isDirectory(folder)) {
      return;
    }
    makeFolders(above);
    Files.createDirectories(folder);
    force(above);
  }

  /** Returns the size of a file, bytes. */
  public long size(Configuration hadoop) throws IOException {
    Optional<Path> local = local();
    if (local.isPresent()) {
      return Files.size(local.get());
    }
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(text);
    return path.getFileSystem(hadoop).getFileStatus(path).getLen();
  }

  /** Returns the names of what is in this folder, sorted; none if there is no such folder. */
  public List<String> names(Configuration hadoop) throws IOException {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(qualified());
    try {
      return Arrays.stream(path.getFileSystem(hadoop).listStatus(path))
          .map(status -> status.getPath().getName())
          .sorted()
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /** Writes a text, which is there whole or not at all. */
  public void write(String text, Configuration hadoop) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8), hadoop);
  }

  /** Writes a file, which is there whole or not at all. */
  public void write(byte[] content, Configuration hadoop) throws IOException {
    // A lock sees to it that one driver writes; of a task there may be two.
    write(content, TaskContext.get() == null ? "" : "." + UUID.randomUUID(), hadoop);
  }

  /** Writes a file as {@link #write} does, also where others write it at the same time. */
  public void writeBesideOthers(byte[] content, Configuration hadoop) throws IOException {
    write(content, "." + UUID.randomUUID(), hadoop);
  }

  private void write(byte[] content, String mark, Configuration hadoop) throws IOException {
    boolean whole = text.startsWith("s3a:"); // S3 shows no file before it is complete
    if (whole) {
      create(content, hadoop);
      return;
    }
    Location unfinished = new Location(text + mark + ".unfinished");
    try {
      unfinished.create(content, hadoop);
      unfinished.force();
      unfinished.rename(this, hadoop);
    } catch (IOException e) {
      unfinished.discard(e, hadoop);
      throw e;
    }
  }

  private void create(byte[] content, Configuration hadoop) throws IOException {
    try (OutputStream out = create(hadoop)) {
      writeOrAbort(content, out);
    }
  }

  private void discard(IOException reason, Configuration hadoop) {
    try {
      delete(hadoop);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  /** On S3, closing would make a whole file of what was written before it failed. */
  private static void writeOrAbort(byte[] content, OutputStream out) throws IOException {
    try {
      out.write(content);
    } catch (IOException e) {
      if (out instanceof FSDataOutputStream stream
          && stream.hasCapability(StreamCapabilities.ABORTABLE_STREAM)) {
        stream.abort();
      }
      throw e;
    }
  }

  /** Waits until a file of this machine is on its disk; other file systems see to that. */
  private void force() throws IOException {
    if (local().isPresent()) {
      try (FileChannel file = FileChannel.open(local().get(), StandardOpenOption.WRITE)) {
        file.force(true);
      }
    }
  }

  /** Waits until the names in a folder of this machine are on its disk. */
  private static void force(Path folder) throws IOException {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private void rename(Location to, Configuration hadoop) throws IOException {
    if (local().isPresent()) {
      Path target = to.local().orElseThrow();
      Files.move(local().get(), target, StandardCopyOption.ATOMIC_MOVE);
      force(target.toAbsolutePath().normalize().getParent());
    } else {
      org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(to.text);
      FileContext.getFileContext(path.toUri(), hadoop)
          .rename(new org.apache.hadoop.fs.Path(text), path, Options.Rename.OVERWRITE);
    }
  }

  /** Reads a text. */
  public String read(Configuration hadoop) throws IOException {
    try (InputStream in = open(hadoop)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Opens a file for reading. */
  public InputStream open(Configuration hadoop) throws IOException {
    Optional<Path> local = local();
    if (local.isEmpty()) {
      org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(text);
      return path.getFileSystem(hadoop).open(path);
    }
    return Files.newInputStream(local.get());
  }
}
