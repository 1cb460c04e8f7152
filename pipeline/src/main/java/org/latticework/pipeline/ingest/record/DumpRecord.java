package org.latticework.pipeline.ingest.record;

import org.latticework.pipeline.material.Material;
import org.latticework.pipeline.material.Rejection;

/** One record of a dump after reading. */
public sealed interface DumpRecord {
  /** Returns the place in the file, as {@link Place} counts it. */
  long position();

  /** A record that is a material. */
  record Accepted(long position, Material material) implements DumpRecord {}

  /** A record that is refused. */
  record Refused(long position, Rejection rejection) implements DumpRecord {}
}
