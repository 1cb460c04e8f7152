/**
 * Synthetic crystals: textbook prototypes decorated with elements, and a stated model for their
 * energies. The numbers are made up by formula; they are no substitute for measured or DFT data.
 *
 * <p>Letters used throughout: N atoms of a cell; a role is a set of sites that carry one element
 * (A, B, C cations or metals; X, Y anions); z formal charge, e; χ electronegativity on Pauling's
 * scale; lengths in Å, energies in eV. A cell of unit scale has the conventional lattice parameter
 * a = 1 Å.
 */
package org.latticework.featurizer.prototype;
