package org.latticework.pipeline.ingest;

import java.io.Closeable;
import java.util.Iterator;

/** The records of a file that is open; closing them closes the file. */
interface OpenFile extends Iterator<DumpRecord>, Closeable {}
