package org.latticework.pipeline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.CreateOpts;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.io.nativeio.NativeIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares with Hadoop's own local file system, which runs chmod and readlink. */
class LocalFilesTest {
  private static final String DATA = "crystals";
  private static final int SETGID = 02000;

  @TempDir private java.nio.file.Path folder;

  private final Configuration hadoops = new Configuration();
  private final Configuration ours = ours();

  private static Configuration ours() {
    Configuration conf = new Configuration();
    LocalFiles.SETTINGS.forEach((key, value) -> conf.set(key.replace("spark.hadoop.", ""), value));
    return conf;
  }

  @Test
  void filesAndFoldersGetThePermissionsThatHadoopGivesThem() throws Exception {
    for (String mode : new String[] {"000", "640", "644", "750", "777"}) {
      FsPermission permission = new FsPermission(mode);
      assertThat(made(ours, "ours" + mode, permission))
          .isEqualTo(made(hadoops, "hadoops" + mode, permission));
    }
  }

  /** Returns the permissions, as Java sees them, of a folder, a file in it and its checksum. */
  private String made(Configuration conf, String name, FsPermission permission) throws IOException {
    FileSystem files = FileSystem.newInstance(folder.toUri(), conf);
    Path parent = new Path(folder.toUri().toString(), name);
    files.mkdirs(parent, permission);
    String folders = permissions(parent);
    files.setPermission(parent, new FsPermission("700"));
    Path file = new Path(parent, "file");
    try (OutputStream out = files.create(file, permission, true, 4096, (short) 1, 4096, null)) {
      out.write(DATA.getBytes(StandardCharsets.UTF_8));
    }
    return folders + permissions(file) + permissions(new Path(parent, ".file.crc"));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(java.nio.file.Path.of(path.toUri())));
  }

  @Test
  void foldersKeepWhatTheirFilesInherit() throws Exception {
    for (String mode : new String[] {"0755", "1777"}) {
      assertThat(withGroup(ours, "ours" + mode, mode))
          .isEqualTo(withGroup(hadoops, "hadoops" + mode, mode))
          .isEqualTo(Integer.parseInt(mode, 8) | SETGID);
    }
  }

  /** Returns the mode of a folder whose files inherit its group, once its permissions are set. */
  private int withGroup(Configuration conf, String name, String mode) throws IOException {
    try (FileSystem files = FileSystem.newInstance(folder.toUri(), conf)) {
      java.nio.file.Path shared = Files.createDirectory(folder.resolve(name));
      Files.setAttribute(shared, "unix:mode", 0700 | SETGID);
      files.setPermission(new Path(shared.toUri()), new FsPermission(mode));
      return (int) Files.getAttribute(shared, "unix:mode") & 07777;
    }
  }

  @Test
  void ofTwoFilesThatAreGivenOneNameAtOnceOneGetsIt() throws Exception {
    FileContext context = FileContext.getFileContext(ours);
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      for (int k = 0; k < 200; k++) {
        Path target = new Path(folder.toUri().toString(), "version" + k);
        List<Callable<Boolean>> both = new ArrayList<>();
        for (String writer : List.of("a", "b")) {
          Path source = write(context, writer + k);
          both.add(() -> isRenamed(context, source, target));
        }
        int renamed = 0;
        for (Future<Boolean> each : two.invokeAll(both)) {
          renamed += each.get() ? 1 : 0;
        }
        assertThat(renamed).isEqualTo(1);
      }
    } finally {
      two.shutdownNow();
    }
  }

  private static boolean isRenamed(FileContext context, Path from, Path to) throws IOException {
    try {
      context.rename(from, to);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  @Test
  void aRenamedFileTakesItsChecksumAlongAndNeverThePlaceOfAnother() throws Exception {
    FileContext context = FileContext.getFileContext(ours);
    Path first = write(context, "first");
    Path second = write(context, "second");
    Path target = new Path(folder.toUri().toString(), "target");
    context.rename(first, target);
    assertThat(folder.resolve("target")).hasContent(DATA);
    assertThat(folder.resolve(".target.crc")).exists();
    assertThat(folder.resolve("first")).doesNotExist();
    assertThatThrownBy(() -> context.rename(second, target))
        .isInstanceOf(FileAlreadyExistsException.class);
    context.rename(second, target, Rename.OVERWRITE);
    assertThat(folder.resolve("second")).doesNotExist();
  }

  private Path write(FileContext context, String name) throws IOException {
    Path path = new Path(folder.toUri().toString(), name);
    EnumSet<CreateFlag> fresh = EnumSet.of(CreateFlag.CREATE);
    try (OutputStream out = context.create(path, fresh, CreateOpts.createParent())) {
      out.write(DATA.getBytes(StandardCharsets.UTF_8));
    }
    return path;
  }

  @Test
  void aLinkIsTheLinkAndAMissingFileIsMissing() throws Exception {
    Files.writeString(folder.resolve("file"), DATA);
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("file"));
    FileSystem files = FileSystem.newInstance(folder.toUri(), ours);
    FileSystem hadoop = FileSystem.newInstance(folder.toUri(), hadoops);
    for (String name : new String[] {"file", "link"}) {
      Path path = new Path(folder.resolve(name).toString());
      FileStatus expected = hadoop.getFileLinkStatus(path);
      FileStatus status = files.getFileLinkStatus(path);
      assertThat(status.isSymlink()).as(name).isEqualTo(expected.isSymlink());
      assertThat(status.getLen()).as(name).isEqualTo(expected.getLen());
    }
    Path missing = new Path(folder.toUri().toString(), "missing");
    assertThatThrownBy(() -> files.getFileLinkStatus(missing))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void noProcessIsRunWhereHadoopRunsSome() throws Exception {
    assumeThat(NativeIO.isAvailable()).as("Hadoop's native library").isFalse();
    assertThat(processesOf(hadoops, "hadoops")).isPositive();
    assertThat(processesOf(ours, "ours")).isZero();
  }

  /** Counts the processes that are started to make a file and rename it. */
  private long processesOf(Configuration conf, String name) throws IOException {
    FileContext context = FileContext.getFileContext(conf);
    java.nio.file.Path seen = folder.resolve(name + ".jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ProcessStart");
      recording.start();
      context.rename(write(context, name), new Path(folder.toUri().toString(), name + ".renamed"));
      recording.stop();
      recording.dump(seen);
    }
    return RecordingFile.readAllEvents(seen).size();
  }
}
