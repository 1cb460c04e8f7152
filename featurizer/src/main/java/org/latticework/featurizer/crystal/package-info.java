/**
 * Crystals: lattices, elements, sites, structures and compositions, in pymatgen's vocabulary.
 *
 * <p>Letters used throughout: N atoms. Lattice rows are the cell vectors a, b, c; Cartesian =
 * fractional · lattice; lengths in Å, angles in degrees.
 */
package org.latticework.featurizer.crystal;
