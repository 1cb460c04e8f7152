/**
 * A dump: its files, its releases, and its records as rows of Spark, each file read once by one
 * task. {@link org.latticework.pipeline.ingest.dump.FileDump} serves every form whose files are
 * read from front to back; one that is no such files implements {@link
 * org.latticework.pipeline.ingest.dump.Dump}.
 *
 * <p>Uses the rooms {@code record}, {@code bytes} and {@code zip}.
 */
package org.latticework.pipeline.ingest.dump;
