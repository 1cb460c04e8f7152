/**
 * The forms of dumps: {@link org.latticework.pipeline.ingest.form.DumpFormat} names each and opens
 * it; {@link org.latticework.pipeline.ingest.form.Recognition} tells which one lies at an input.
 *
 * <p>Uses the rooms {@code record}, {@code bytes} and {@code dump}, and those of the readers:
 * {@code json}, {@code ciftable}, {@code atomlist} and {@code parquet}.
 */
package org.latticework.pipeline.ingest.form;
