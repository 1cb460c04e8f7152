/**
 * Tables with the columns of summary documents: Parquet files, alone or as Delta's log names them.
 * Each row is given the form of a document ({@link
 * org.latticework.pipeline.ingest.parquet.RowDocuments}), so that one set of rules serves all.
 *
 * <p>Uses the rooms {@code record}, {@code document} and {@code dump}.
 */
package org.latticework.pipeline.ingest.parquet;
