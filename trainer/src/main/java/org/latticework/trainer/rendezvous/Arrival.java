package org.latticework.trainer.rendezvous;

import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.rpc.RpcCallContext;

/** A task that waits for an answer, and what it came with. */
public final class Arrival {
  private final byte[] message; // empty where it comes with nothing
  private final RpcCallContext sender;

  Arrival(byte[] message, RpcCallContext sender) {
    this.message = message;
    this.sender = sender;
  }

  /** Returns what the task came with; empty where it has just begun. */
  public <T extends Serializable> Optional<T> message(Class<T> type) {
    return message.length == 0 ? Optional.empty() : Optional.of(Packed.open(message, type));
  }

  /** Lets the task go on with an answer, which may have been packed for many. */
  public void answer(Answer answer) {
    sender.reply(answer.bytes());
  }
}
