package org.latticework.jobs.lock;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock on a file of this machine that the operating system keeps. It ends with the process,
 * however that ends; the file stays. The holder's beats do not keep the lock: they tell a process
 * that hangs, or was stopped, from one that works.
 *
 * <p>Where a process closes any channel of a file, POSIX takes all its locks on that file away: so
 * one that holds the lock does not open the file again.
 */
final class ProcessLock implements RunLock {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessLock.class);
  private static final Map<Path, Holder> HELD = new ConcurrentHashMap<>(); // by this process

  private final Path file;
  private final FileChannel channel;
  private final Beats beats;

  private ProcessLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
    this.beats = new Beats(HeartbeatLock.Pace.USUAL.beat(), this::beat);
  }

  /**
   * Takes the lock. A network's file system that knows no locks gets a {@link HeartbeatLock}.
   *
   * @throws BusyException if another process, or another run of this one, has it
   */
  static RunLock take(Path file, Configuration hadoop, Holder holder, Runnable lost)
      throws IOException {
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent()).toRealPath();
    Path held = folder.resolve(file.getFileName());
    Holder other = HELD.putIfAbsent(held, holder);
    if (other != null) {
      throw new BusyException(held.toString(), Optional.of(other), Duration.ZERO);
    }
    boolean taken = false;
    try {
      Optional<FileChannel> channel = locked(held);
      RunLock lock =
          channel.isPresent()
              ? new ProcessLock(held, written(channel.get(), holder))
              : HeartbeatLock.take("file:" + held, hadoop, holder, HeartbeatLock.Pace.USUAL, lost);
      taken = channel.isPresent();
      return lock;
    } finally {
      if (!taken) {
        HELD.remove(held);
      }
    }
  }

  /** Returns the file under lock; empty where its file system knows no locks. */
  private static Optional<FileChannel> locked(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      taken = channel.tryLock() != null;
      if (!taken) {
        throw busy(file);
      }
      return Optional.of(channel);
    } catch (BusyException | FileSystemException e) {
      throw e;
    } catch (IOException e) { // "Function not implemented", "No locks available"
      LOG.info(
          "{} is on a file system without locks: its holder writes a sign of life next to it",
          file,
          e);
      return Optional.empty();
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  private static BusyException busy(Path file) throws IOException {
    Duration silence = Duration.between(Files.getLastModifiedTime(file).toInstant(), Instant.now());
    return new BusyException(file.toString(), Holder.parse(Files.readString(file)), silence);
  }

  private static FileChannel written(FileChannel channel, Holder holder) throws IOException {
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(holder.text().getBytes(StandardCharsets.UTF_8)));
      return channel;
    } catch (IOException e) { // a full disk, where a lock without a name is still a lock
      LOG.warn("The holder of a lock cannot be written down", e);
      return channel;
    }
  }

  private void beat() throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
  }

  @Override
  public void requireHeld() throws IOException {
    if (!channel.isOpen()) {
      throw new IOException("The lock %s has been given back".formatted(file));
    }
  }

  @Override
  public void close() throws IOException {
    beats.end();
    try {
      channel.close();
    } finally {
      HELD.remove(file);
    }
  }
}
