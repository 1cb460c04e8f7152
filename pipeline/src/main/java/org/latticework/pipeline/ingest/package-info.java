/**
 * From dumps to the materials table. {@link org.latticework.pipeline.ingest.Ingest} is the way
 * through:
 *
 * <ol>
 *   <li>{@link org.latticework.pipeline.ingest.form} finds the form of a dump and opens it;
 *   <li>{@link org.latticework.pipeline.ingest.dump} deals its files, or the entries of a {@link
 *       org.latticework.pipeline.ingest.zip}, to tasks, which read them with {@link
 *       org.latticework.pipeline.ingest.json}, {@link org.latticework.pipeline.ingest.ciftable},
 *       {@link org.latticework.pipeline.ingest.atomlist} or {@link
 *       org.latticework.pipeline.ingest.parquet};
 *   <li>{@link org.latticework.pipeline.ingest.reconcile} decides what is new, and this package
 *       writes it.
 * </ol>
 *
 * <p>Below them are {@link org.latticework.pipeline.ingest.document} and {@link
 * org.latticework.pipeline.ingest.cif}, which make crystals of text, {@link
 * org.latticework.pipeline.ingest.bytes}, and {@link org.latticework.pipeline.ingest.record}. Each
 * room says which others it uses; no two use each other.
 *
 * <p>To add a form whose files are read from front to back, write a {@link
 * org.latticework.pipeline.ingest.record.RecordReader} and name it in {@link
 * org.latticework.pipeline.ingest.form.DumpFormat}; for a form that is no files, write a {@link
 * org.latticework.pipeline.ingest.dump.Dump}. How a form is told from another without being named
 * is in {@link org.latticework.pipeline.ingest.form.Recognition}.
 */
package org.latticework.pipeline.ingest;
