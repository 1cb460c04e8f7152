package org.latticework.trainer.rendezvous;

import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.rpc.RpcCallContext;

/** A task that waits for an answer, and what it came with. */
public final class Arrival {
  private byte[] message; // empty where it comes with nothing
  private final RpcCallContext sender;

  Arrival(byte[] message, RpcCallContext sender) {
    this.message = message;
    this.sender = sender;
  }

  /**
   * Returns what the task came with, and forgets it: a task may wait long.
   *
   * @return empty where it has just begun
   */
  public <T extends Serializable> Optional<T> take(Class<T> type) {
    Optional<T> taken =
        message.length == 0 ? Optional.empty() : Optional.of(Packed.open(message, type));
    message = new byte[0];
    return taken;
  }

  /** Lets the task go on with an answer, which may have been packed for many. */
  public void answer(Answer answer) {
    sender.reply(answer.bytes());
  }
}
