/**
 * Crystals from CIF text (Crystallographic Information File, version 1.1, with the data names of
 * CIF core and of mmCIF): S. R. Hall, F. H. Allen and I. D. Brown, Acta Cryst. A47, 655 (1991).
 *
 * <p>{@link org.latticework.pipeline.ingest.cif.CifParser} splits a text into blocks; each block
 * that describes a crystal becomes a {@link org.latticework.pipeline.ingest.cif.CifCrystal}: sites
 * multiplied by the symmetry operations, moved into the cell, and merged where images of one site
 * meet within 0.001 Å. Everything else is a {@link
 * org.latticework.pipeline.ingest.cifvalue.CifException} with a {@link
 * org.latticework.pipeline.ingest.cifvalue.CifFault}; no other exception leaves this package, and
 * time and memory are bounded by the length of the text.
 *
 * <p>What cannot be seen: a text cut exactly between two rows of its last loop is a complete CIF.
 *
 * <p>Uses the room {@code cifvalue}.
 */
package org.latticework.pipeline.ingest.cif;
