package org.latticework.pipeline.ingest.record;

import java.io.Serializable;

/**
 * Where in a zip an entry is, as the zip's directory says.
 *
 * @param zip path of the zip; empty for what is a file of its own
 * @param offset of the entry's header, bytes
 * @param end offset of the zip's directory, before which the entry ends, bytes
 * @param packed bytes in the zip
 * @param crc checksum of the text
 * @param deflated whether it is packed, and not stored as it is
 */
public record ZipPlace(String zip, long offset, long end, long packed, long crc, boolean deflated)
    implements Serializable {
  /** The place of what is a file of its own. */
  public static final ZipPlace NONE = new ZipPlace("", 0, 0, 0, 0, false);

  /** Stands between the path of a zip and the name of an entry. */
  public static final String SEPARATOR = "!/";

  /** Returns whether this is the place of an entry. */
  public boolean inZip() {
    return !zip.isEmpty();
  }
}
