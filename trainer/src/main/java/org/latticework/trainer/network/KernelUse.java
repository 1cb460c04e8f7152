package org.latticework.trainer.network;

import java.io.Serializable;

/**
 * What a choice of kernel came to.
 *
 * @param id of the kernel that runs, {@code fused} or {@code nd4j}
 * @param obstacle why fused loops cannot run, as a clause; empty where they run or are not wanted
 */
public record KernelUse(String id, String obstacle) implements Serializable {
  /** Returns the kernel, and why it is not the fused one, in brackets. */
  @Override
  public String toString() {
    return obstacle.isEmpty() ? id : "%s (%s)".formatted(id, obstacle);
  }
}
