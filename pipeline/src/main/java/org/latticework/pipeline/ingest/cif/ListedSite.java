package org.latticework.pipeline.ingest.cif;

import org.latticework.featurizer.crystal.Vector3;
import org.latticework.pipeline.ingest.cifvalue.AtomSymbol;

/**
 * A site as the file lists it, before symmetry.
 *
 * @param name its label, for messages
 * @param symbol what occupies it, fully
 * @param fractional where it is, in units of the cell vectors
 */
record ListedSite(String name, AtomSymbol symbol, Vector3 fractional) {}
