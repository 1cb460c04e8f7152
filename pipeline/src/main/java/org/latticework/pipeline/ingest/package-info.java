/**
 * From dumps to the materials table: readers of each form, the parser of documents, and the
 * decision what is new.
 *
 * <p>To add a form whose files are read from front to back, write a {@link
 * org.latticework.pipeline.ingest.RecordReader} and name it in {@link
 * org.latticework.pipeline.ingest.DumpFormat}. Letters used throughout: N atoms.
 */
package org.latticework.pipeline.ingest;
