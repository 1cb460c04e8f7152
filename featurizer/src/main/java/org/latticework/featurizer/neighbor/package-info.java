/**
 * Neighbor lists: exact lists of the neighbors in periodic crystals, self images included.
 *
 * <p>Letters used throughout: N atoms, P directed pairs, M periodic images of atoms. A pair leads
 * from a center i to the image n = (n₁, n₂, n₃) of atom j, at the distance |(f_j + n − f_i) · L|
 * with fractional coordinates f and lattice rows L; lengths in Å.
 */
package org.latticework.featurizer.neighbor;
