/**
 * Textbook prototypes of crystals, decorated with elements: cells, contacts between their atoms,
 * electrostatic energy.
 *
 * <p>Letters used throughout: N atoms of a cell; a role is a set of sites that carry one element
 * (A, B, C cations or metals; X, Y anions); z formal charge, e; lengths in Å, energies in eV. A
 * cell of unit scale has the conventional lattice parameter a = 1 Å.
 */
package org.latticework.featurizer.prototype;
