/**
 * Entries of a zip as files of a dump: {@link org.latticework.pipeline.ingest.zip.ZipDirectory}
 * lists them, {@link org.latticework.pipeline.ingest.zip.ZipEntryStream} reads one. Nothing is
 * unpacked to a disk.
 *
 * <p>Uses the room {@code record}.
 */
package org.latticework.pipeline.ingest.zip;
