package org.latticework.trainer.model.saved;

import java.io.IOException;

/** A model was written by another version, which keeps models otherwise. */
public final class OlderModelException extends IOException {
  private static final long serialVersionUID = 1L;

  OlderModelException(String message) {
    super(message);
  }
}
