/**
 * Crystals in CIF with what stands beside them: files with lists of targets, as CGCNN has them, and
 * tables in CSV with a column of CIF, as CDVAE has them. The syntax and the symmetry of CIF are the
 * room {@code cif}'s.
 *
 * <p>Uses the rooms {@code record}, {@code stored}, {@code document}, {@code dump} and {@code cif}.
 */
package org.latticework.pipeline.ingest.crystal;
