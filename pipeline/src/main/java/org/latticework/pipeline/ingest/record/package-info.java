/**
 * What a record of a dump is: the file and the place it was found in, the rules that it is read by,
 * and the material or the rejection, with its {@link org.latticework.pipeline.ingest.record.Fault},
 * that it becomes. A form is read by a {@link org.latticework.pipeline.ingest.record.RecordReader}.
 *
 * <p>Uses no other room of ingest.
 */
package org.latticework.pipeline.ingest.record;
