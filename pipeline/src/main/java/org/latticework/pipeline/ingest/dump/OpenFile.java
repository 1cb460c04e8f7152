package org.latticework.pipeline.ingest.dump;

import java.io.Closeable;
import java.util.Iterator;
import org.latticework.pipeline.ingest.record.DumpRecord;

/** The records of a file that is open; closing them closes the file. */
public interface OpenFile extends Iterator<DumpRecord>, Closeable {}
