/**
 * From dumps to the materials table: readers of each form, the parser of documents, and the
 * decision what is new.
 *
 * <p>To add a form whose files are read from front to back, write a {@link
 * org.latticework.pipeline.ingest.RecordReader} and name it in {@link
 * org.latticework.pipeline.ingest.DumpFormat}; for a form that is no files, write a {@link
 * org.latticework.pipeline.ingest.Dump}. How a form is told from another without being named stands
 * in {@link org.latticework.pipeline.ingest.Recognition}. Letters used throughout: N atoms.
 */
package org.latticework.pipeline.ingest;
