package org.latticework.trainer.memory;

import org.bytedeco.javacpp.Pointer;

/** What this process holds in memory outside of Java's heap: ND4J's arrays, above all. */
public final class OffHeapMemory {
  private OffHeapMemory() {}

  /**
   * Returns the resident memory of the process beyond its committed heap, bytes; at least 0. ND4J
   * counts its workspaces only, so the operating system is asked.
   */
  public static long bytes() {
    return Math.max(0, Pointer.physicalBytes() - Runtime.getRuntime().totalMemory());
  }
}
