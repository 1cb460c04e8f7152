/**
 * Crystals as plain lists of atoms: VASP's POSCAR, one a file, and extended XYZ, in frames. {@link
 * org.latticework.pipeline.ingest.atomlist.AtomList} checks the atoms of both.
 *
 * <p>Uses the rooms {@code record}, {@code bytes}, {@code document}, {@code cif} and, for lists,
 * {@code ciftable}.
 */
package org.latticework.pipeline.ingest.atomlist;
