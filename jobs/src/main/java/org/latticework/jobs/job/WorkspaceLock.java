package org.latticework.jobs.job;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.security.AccessControlException;
import org.latticework.jobs.console.Complaint;
import org.latticework.jobs.lock.BusyException;
import org.latticework.jobs.lock.Holder;
import org.latticework.jobs.lock.RunLock;
import org.latticework.jobs.settings.ConfigurationException;

/**
 * A lock of a workspace. Jobs that only read take none.
 *
 * @param run that wants it
 * @param name of its file in {@code locks/}
 */
public record WorkspaceLock(JobRun run, String name) {
  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  /** Work done under a lock. */
  @FunctionalInterface
  public interface Held<T> {
    /**
     * Does it.
     *
     * @param lock to ask, between steps that take long, whether it is still held
     */
    T under(RunLock lock) throws IOException;
  }

  /**
   * Returns the lock of whoever writes materials, releases, rejections, graphs, levels or splits.
   */
  public static WorkspaceLock ofTables(JobRun run) {
    return new WorkspaceLock(run, "write.lock");
  }

  /** Returns the lock of whoever runs a sweep of this name. */
  public static WorkspaceLock ofSweep(JobRun run, String sweep) {
    return new WorkspaceLock(run, "sweep-%s.lock".formatted(sweep));
  }

  /** Returns the lock of whoever commits to predictions or runs; none holds it for longer. */
  public static WorkspaceLock ofPredictions(JobRun run) {
    return new WorkspaceLock(run, "predictions.lock");
  }

  /** Returns the lock of whoever trains a model of this name. */
  public static WorkspaceLock ofModel(JobRun run, String model) {
    return new WorkspaceLock(run, "train-%s.lock".formatted(model));
  }

  /**
   * Works once no other run has the lock, if the user said {@code --wait}; otherwise only if none
   * has it.
   *
   * @throws BusyException if another run has it
   */
  public <T> T hold(Held<T> work) throws IOException {
    return run.waits() ? await(work, FOR_EVER) : holdNow(work);
  }

  private <T> T holdNow(Held<T> work) throws IOException {
    AtomicBoolean lost = new AtomicBoolean();
    return work(
        taken(() -> RunLock.take(file(), run.hadoop(), holder(), () -> lose(lost))), work, lost);
  }

  /**
   * Works once no other run has the lock, which none has for long.
   *
   * @throws BusyException if another has it for an hour
   */
  public <T> T await(Held<T> work) throws IOException {
    return await(work, Duration.ofHours(1));
  }

  private <T> T await(Held<T> work, Duration longest) throws IOException {
    AtomicBoolean lost = new AtomicBoolean();
    return work(
        taken(
            () ->
                RunLock.await(
                    file(), run.hadoop(), holder(), () -> lose(lost), this::sayBusy, longest)),
        work,
        lost);
  }

  private interface Taking {
    RunLock take() throws IOException;
  }

  /** Takes the lock, which is the first thing that a job writes. */
  private RunLock taken(Taking taking) throws IOException {
    try {
      return taking.take();
    } catch (FileSystemException | AccessControlException e) {
      throw new ConfigurationException(
          "Cannot write to the workspace %s: %s".formatted(run.location().text(), Complaint.of(e)),
          e);
    }
  }

  private <T> T work(RunLock lock, Held<T> work, AtomicBoolean lost) throws IOException {
    try (lock) {
      T done = work.under(lock);
      if (lost.get()) {
        throw new IOException("The lock was lost at the end of the work");
      }
      return done;
    } catch (Throwable e) {
      if (lost.get()) {
        throw new IOException(
            "Another run has taken the lock %s, since this one was silent for too long: run it again"
                .formatted(file()),
            e);
      }
      throw e;
    }
  }

  /** Stops what is under way: another run writes now. */
  private void lose(AtomicBoolean lost) {
    lost.set(true);
    run.stopSpark();
  }

  private void sayBusy(BusyException busy) {
    run.console().say("Waiting    until it ends:");
    run.console().sayBelow("%s", busy.getMessage());
  }

  private String file() {
    return run.location().child("locks").child(name).qualified();
  }

  private Holder holder() {
    return Holder.here(run.job());
  }
}
