package org.latticework.pipeline.ingest.bytes;

import java.io.IOException;

/** A compressed file expands beyond all measure. */
final class ExpansionException extends IOException {
  private static final long serialVersionUID = 1L;

  ExpansionException(String message) {
    super(message);
  }
}
