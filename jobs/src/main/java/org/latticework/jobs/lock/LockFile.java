package org.latticework.jobs.lock;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** The file of a lock, on a store that knows no locks. */
interface LockFile {
  /**
   * What a look at the file showed.
   *
   * @param text in it
   * @param version of the file, where the store tells; empty otherwise
   * @param written when, by the store's clock
   */
  record Seen(String text, String version, Instant written) {}

  /** Looks at the file; empty where there is none. */
  Optional<Seen> look() throws IOException;

  /**
   * Makes the file where there is none.
   *
   * @return whether this call has made it, as far as the store can tell
   */
  boolean create(String text) throws IOException;

  /**
   * Writes the file again.
   *
   * @param seen what it must still hold, as far as the store can tell
   * @return whether it did
   */
  boolean replace(Seen seen, String text) throws IOException;

  /** Removes the file. */
  void remove() throws IOException;

  /** Returns whether the store has kept every promise above, and no other run can have the file. */
  boolean isConditional();

  /** Returns the time by the store's clock, which no jump of this machine's changes. */
  Instant now() throws IOException;
}
