package org.latticework.jobs.lock;

import java.io.IOException;
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

  private final RunLock lock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Runnable hook = this::end;

  HeldToTheEnd(RunLock lock) {
    this.lock = lock;
    ShutdownHookManager.get().addShutdownHook(hook, PRIORITY);
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
    lock.requireHeld();
  }

  @Override
  public synchronized void close() throws IOException {
    if (closed.getCount() == 0) {
      return;
    }
    try {
      lock.close();
    } finally {
      closed.countDown();
      if (!ShutdownHookManager.get().isShutdownInProgress()) {
        ShutdownHookManager.get().removeShutdownHook(hook);
      }
    }
  }
}
