package org.latticework.trainer.state;

import java.io.IOException;

/** A state is whole, but another version of this program has written it. */
public final class OtherFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  OtherFormatException(int found, int read) {
    super("it has format %d, and this version reads format %d".formatted(found, read));
  }
}
