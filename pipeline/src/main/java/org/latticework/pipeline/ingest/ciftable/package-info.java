/**
 * Crystals in CIF with their targets: files with lists of targets, as CGCNN has them, and tables in
 * CSV with a column of CIF, as CDVAE has them. Lists and records serve other files of crystals too.
 * The syntax and the symmetry of CIF are the room {@code cif}'s.
 *
 * <p>Uses the rooms {@code record}, {@code bytes}, {@code document}, {@code dump}, {@code cif} and
 * {@code cifvalue}.
 */
package org.latticework.pipeline.ingest.ciftable;
