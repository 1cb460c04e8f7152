package org.latticework.jobs.lock;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock that is given back also where the process is told to end: after Spark has stopped, before
 * Hadoop's file systems close.
 */
final class HeldToTheEnd implements RunLock {
  private static final Logger LOG = LoggerFactory.getLogger(HeldToTheEnd.class);
  private static final int PRIORITY = 20; // Spark stops at 40, file systems close at 10
  private static final long UNWINDING = 5; // s that work under way gets to come to its own end

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Runnable hook = this::end;
  private Optional<RunLock> lock = Optional.empty(); // until it is taken

  private HeldToTheEnd() {}

  /** Takes a lock. */
  interface Taking {
    RunLock take() throws IOException;
  }

  /**
   * Takes a lock, which is given back also where the process is told to end while it is taken.
   *
   * @throws IOException also if the process is told to end meanwhile
   */
  static RunLock of(Taking taking) throws IOException {
    HeldToTheEnd held = new HeldToTheEnd();
    ShutdownHookManager.get().addShutdownHook(held.hook, PRIORITY);
    boolean taken = false;
    try {
      held.hold(taking.take());
      taken = true;
      return held;
    } finally {
      if (!taken) {
        held.close();
      }
    }
  }

  private synchronized void hold(RunLock own) throws IOException {
    lock = Optional.of(own);
    if (ShutdownHookManager.get().isShutdownInProgress()) {
      throw new IOException("The process was told to end while it took a lock");
    }
  }

  private void end() {
    try {
      if (!closed.await(UNWINDING, TimeUnit.SECONDS)) {
        close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("A lock stays", e);
    }
  }

  @Override
  public void requireHeld() throws IOException {
    if (lock.isPresent()) {
      lock.get().requireHeld();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (closed.getCount() == 0) {
      return;
    }
    try {
      if (lock.isPresent()) {
        lock.get().close();
      }
    } finally {
      closed.countDown();
      if (!ShutdownHookManager.get().isShutdownInProgress()) {
        ShutdownHookManager.get().removeShutdownHook(hook);
      }
    }
  }
}
