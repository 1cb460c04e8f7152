package org.latticework.jobs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock on a file of this machine that the operating system keeps. It ends with the process,
 * however that ends; the file stays and means nothing.
 *
 * <p>Where a process closes any channel of a file, POSIX takes all its locks on that file away: so
 * one that holds the lock does not open the file again.
 */
final class FileLock implements RunLock {
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet(); // by this process

  private final Path file;
  private final FileChannel channel;

  private FileLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Takes the lock; empty if another process, or another run of this one, has it. */
  static Optional<RunLock> tryTake(Path file) throws IOException {
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent()).toRealPath();
    Path held = folder.resolve(file.getFileName());
    if (!HELD.add(held)) {
      return Optional.empty();
    }
    Optional<RunLock> lock = Optional.empty();
    try {
      lock = ofOtherProcesses(held);
    } finally {
      if (lock.isEmpty()) {
        HELD.remove(held);
      }
    }
    return lock;
  }

  private static Optional<RunLock> ofOtherProcesses(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      taken = channel.tryLock() != null;
    } finally {
      if (!taken) {
        channel.close();
      }
    }
    return taken ? Optional.of(new FileLock(file, channel)) : Optional.empty();
  }

  @Override
  public void requireHeld() throws IOException {
    if (!channel.isOpen()) {
      throw new IOException("The lock %s has been given back".formatted(file));
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(file);
    }
  }
}
