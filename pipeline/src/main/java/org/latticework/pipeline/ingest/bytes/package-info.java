/**
 * From bytes as they are stored to the text of records: unpacking, telling damage of a file from a
 * failure of the storage, and cutting a stream into records ({@link
 * org.latticework.pipeline.ingest.bytes.RecordSplitter}).
 *
 * <p>Uses the room {@code record}.
 */
package org.latticework.pipeline.ingest.bytes;
