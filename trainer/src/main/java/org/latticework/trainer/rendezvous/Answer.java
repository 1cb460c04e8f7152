package org.latticework.trainer.rendezvous;

import java.io.Serializable;

/** An answer to tasks, packed once for all of them. */
public final class Answer {
  /** Says that there is nothing more to do. */
  public static final Answer END = new Answer(new byte[0]);

  private final byte[] bytes;

  private Answer(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Packs an object. */
  public static Answer of(Serializable object) {
    return new Answer(Packed.of(object));
  }

  byte[] bytes() {
    return bytes;
  }
}
